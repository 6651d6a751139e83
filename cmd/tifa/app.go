package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"tifa/fetch"
	"tifa/library"
)

// app is what the commands share: the streams and the flags that all of them
// have. Commands write to out through a buffer; run flushes it.
type app struct {
	in       *os.File
	out      *bufio.Writer
	screen   style // of standard output
	err      *os.File
	progress *progress

	dir    string // --library
	by     string // --as
	asJSON bool   // --json
	direct bool   // --allow-private
}

func newApp(in, out, err *os.File) *app {
	return &app{in: in, out: bufio.NewWriter(out), screen: styleOf(out), err: err, progress: newProgress(err)}
}

// run carries out one call and gives the exit status.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	a.progress.clear()
	if flushErr := a.out.Flush(); flushErr != nil && err == nil {
		err = fmt.Errorf("the answer could not be written: %w", flushErr)
	}
	if err != nil && ctx.Err() != nil {
		err = errInterrupted
	}
	return a.fail(err)
}

const about = `tifa shows what is new in a policy document, what was there before, word for
word or reworded, and where each formulation first appeared.

  tifa demo                        the main job on a sample library, in seconds
  tifa add report.pdf speech.html  put documents of your own into the library
  tifa new report.pdf              what in it is new, adapted or inherited
  tifa search "digital economy"    every place where a phrase stands
  tifa serve                       all of it in your browser`

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "tifa COMMAND",
		Short:         "what is new in a policy document, and where each formulation came from",
		Long:          about,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().StringVar(&a.dir, "library", "", "folder `DIR` of the library (default $TIFA_LIBRARY, else in your data folder)")
	root.PersistentFlags().StringVar(&a.by, "as", "", "`NAME` that your changes are recorded under (default $TIFA_USER, else your system name)")
	root.PersistentFlags().BoolVar(&a.asJSON, "json", false, "answer in JSON; lists have one object a line")
	a.group(root, "question", "Questions:", a.newCommand(), a.laterCommand(), a.traceCommand(), a.searchCommand(), a.trendCommand(), a.temperatureCommand(), a.dispersionCommand(), a.compareCommand(), a.checkCommand(), a.statementsCommand(), a.hingesCommand(), a.targetsCommand(), a.tensionsCommand())
	a.lists(root)
	a.group(root, "document", "Documents:", a.addCommand(), a.importCommand(), a.listCommand(), a.showCommand(), a.citeCommand(),
		a.editCommand(), a.replaceCommand(), a.resplitCommand(), a.removeCommand(), a.shelvesCommand())
	a.group(root, "translation", "Translation:", a.draftCommand(), a.alignCommand(), a.qaCommand(), a.beadCommand(), a.renderCommand(), a.consistencyCommand(), a.hiddenCommand(), a.termCommand(), a.memoryCommand(), a.dictionaryCommand())
	a.group(root, "people", "Your work:", a.noteCommand(), a.claimCommand(), a.absentCommand(), a.packCommand())
	a.group(root, "library", "The library:", a.serveCommand(), a.demoCommand(), a.analyseCommand(), a.verifyCommand(), a.backupCommand(), a.restoreCommand())
	root.AddCommand(a.versionCommand())
	fill(root)
	return root
}

func (a *app) group(root *cobra.Command, id, title string, cmds ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: id, Title: title})
	for _, cmd := range cmds {
		cmd.GroupID = id
		cmd.DisableFlagsInUseLine = true
		root.AddCommand(cmd)
	}
}

// folder is the folder of the library.
func (a *app) folder() (string, error) {
	if dir := cmp.Or(a.dir, os.Getenv("TIFA_LIBRARY")); dir != "" {
		return dir, nil
	}
	dir, err := dataFolder()
	if err != nil {
		return "", hint(fmt.Errorf("no place for the library is known: %w", err), "say it with --library DIR")
	}
	return filepath.Join(dir, "tifa"), nil
}

// dataFolder is where programs keep a user's data on this system.
func dataFolder() (string, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if dir := os.Getenv("LocalAppData"); runtime.GOOS == "windows" && dir != "" {
			return dir, nil
		}
		return os.UserConfigDir() // ~/Library/Application Support on macOS
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// actor is who acts, for the record.
func (a *app) actor() string {
	if by := cmp.Or(a.by, os.Getenv("TIFA_USER")); by != "" {
		return by
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return cmp.Or(os.Getenv("USER"), os.Getenv("USERNAME"), "unknown")
}

func (a *app) options() library.Options {
	return library.Options{
		By:       a.actor(),
		Log:      slog.New(warner{a}),
		Progress: a.progress.tell,
		Fetcher: fetch.New(fetch.Options{
			UserAgent:    fetch.UserAgent(version(), os.Getenv("TIFA_CONTACT")),
			AllowPrivate: a.direct,
		}),
	}
}

// withNew calls f with the library, which is made if it is not there.
func (a *app) withNew(ctx context.Context, f func(*library.Library) error) error {
	dir, err := a.folder()
	if err != nil {
		return err
	}
	l, err := library.Open(ctx, dir, a.options())
	if err != nil {
		return err
	}
	return errors.Join(f(l), l.Close())
}

// with calls f with a library that must be there: a slip in --library must
// not pass for an empty library.
func (a *app) with(ctx context.Context, f func(*library.Library) error) error {
	if _, err := a.existing(); err != nil {
		return err
	}
	return a.withNew(ctx, f)
}

// existing is the folder of the library, which must hold one.
func (a *app) existing() (string, error) {
	dir, err := a.folder()
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "tifa.db")); errors.Is(err, fs.ErrNotExist) {
		return "", hint(fmt.Errorf("there is no library in %s", dir),
			"tifa add FILE begins one, tifa add --shelf china-policy fills it, tifa demo shows a sample")
	}
	return dir, nil
}
