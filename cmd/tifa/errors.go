package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
)

// The exit statuses.
const (
	statusDone     = 0
	statusFailed   = 1 // nothing was changed
	statusUsage    = 2
	statusFindings = 3 // done, and something needs a look
)

var (
	// errInterrupted ends a call that the user broke off.
	errInterrupted = errors.New("interrupted; what was stored before that stays, and the library is whole")
	// errFindings ends a call that was done and has told what it found.
	errFindings = errors.New("done, with findings")
	// errTold ends a call whose errors have been told one by one.
	errTold = errors.New("failed, as told")
)

// told is an error that was told already; its kind still decides on the exit
// status.
func told(err error) error { return fmt.Errorf("%w: %w", errTold, err) }

// hinted is an error with what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func hint(err error, format string, args ...any) error {
	return hinted{err, fmt.Sprintf(format, args...)}
}

// unlisted is the error of an edition that is not there, where no file can be meant.
func unlisted(err error) error {
	if errors.Is(err, tifa.ErrNotFound) {
		return hint(err, "tifa list shows what the library has")
	}
	return err
}

// wrong is an error of use, with the repaired call or another hint.
func wrong(hintText, format string, args ...any) error {
	return hint(fmt.Errorf(format+": %w", append(args, tifa.ErrUsage)...), "%s", hintText)
}

// fail tells an error, if there is one to tell, and gives the exit status.
func (a *app) fail(err error) int {
	switch {
	case err == nil:
		return statusDone
	case errors.Is(err, errFindings):
		return statusFindings
	case !errors.Is(err, errTold):
		a.complain(err)
	}
	if errors.Is(err, tifa.ErrUsage) {
		return statusUsage
	}
	return statusFailed
}

// complain tells an error in one line and a hint, several errors in several.
func (a *app) complain(err error) {
	a.progress.clear()
	for line := range strings.SplitSeq(plain(err), "\n") {
		_, _ = fmt.Fprintf(a.err, "tifa: %s\n", line) // there is nowhere else to complain
	}
	if h := hintOf(err); h != "" {
		_, _ = fmt.Fprintf(a.err, "hint: %s\n", h)
	}
}

// note tells something that is no error.
func (a *app) note(format string, args ...any) {
	a.progress.clear()
	_, _ = fmt.Fprintf(a.err, format+"\n", args...) // a lost note harms nothing
}

// plain is the text of an error for people.
func plain(err error) string {
	var file *fs.PathError
	if errors.As(err, &file) && errors.Is(err, fs.ErrNotExist) && err.Error() == file.Error() {
		return file.Path + ": there is no such file"
	}
	s := strings.TrimSpace(err.Error())
	return strings.TrimSuffix(s, ": "+tifa.ErrUsage.Error())
}

// hintOf is what to do about an error.
func hintOf(err error) string {
	var h hinted
	switch {
	case errors.As(err, &h):
		return h.hint
	case errors.Is(err, tifa.ErrNotFound):
		return "tifa list shows what the library has; a file is given as ./NAME"
	case errors.Is(err, tifa.ErrDamaged):
		return "tifa verify says what is damaged, tifa verify --mend makes the index again"
	case errors.Is(err, context.DeadlineExceeded):
		return "try again later"
	}
	return ""
}

func unknownCommand(root *cobra.Command, name string) error {
	if near := root.SuggestionsFor(name); len(near) > 0 {
		return wrong("did you mean: tifa "+near[0], "there is no command %q", name)
	}
	return wrong("tifa help lists the commands", "there is no command %q", name)
}

// flagError adds the nearest flag to a complaint about one that is not there.
func flagError(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help lists the flags"
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return wrong(help, "%w", err)
	}
	best, least := "", 3
	said := []rune(unknown.GetSpecifiedName())
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name := []rune(f.Name)
		if d := reuse.Distance(name, said); d < least && !f.Hidden && near(name, said, d) {
			best, least = f.Name, d
		}
	})
	if best != "" {
		help = "did you mean: --" + best
	}
	return wrong(help, "%w", err)
}

// near says whether a name at a distance of d may be what was meant: most of it
// is the same, or two letters have changed places.
func near(name, said []rune, d int) bool {
	if 3*d <= max(len(name), len(said)) {
		return true
	}
	a, b := slices.Sorted(slices.Values(name)), slices.Sorted(slices.Values(said))
	return d <= 2 && slices.Equal(a, b)
}

// usage says how many arguments a command takes; repair makes the right call
// of a wrong one, or gives the empty string.
func usage(least, most int, what string, repair func(args []string) string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= least && (most < 0 || len(args) <= most) {
			return nil
		}
		help := cmd.CommandPath() + " --help shows examples"
		if s := exactly(cmd, args); s != "" {
			return wrong("did you mean: "+s, "%s takes %s; what --exact switches off stands behind a =", cmd.CommandPath(), what)
		}
		if repair != nil {
			if s := repair(args); s != "" {
				help = "did you mean: " + s
			}
		}
		return wrong(help, "%s takes %s, not %d arguments", cmd.CommandPath(), what, len(args))
	}
}

// exactly repairs a call in which what --exact switches off stands behind a space,
// where it is an argument.
func exactly(cmd *cobra.Command, args []string) string {
	f := cmd.Flags().Lookup("exact")
	if f == nil || !f.Changed || len(args) < 2 {
		return ""
	}
	k := slices.IndexFunc(args, func(s string) bool { _, err := concordance.ParseExact(s); return err == nil })
	if k < 0 {
		return ""
	}
	rest := slices.Concat(args[:k], args[k+1:])
	return fmt.Sprintf("%s %q --exact=%s", cmd.CommandPath(), strings.Join(rest, " "), args[k])
}

// quoted repairs a phrase that was given without quotation marks.
func quoted(command string) func([]string) string {
	return func(args []string) string {
		if len(args) < 2 {
			return ""
		}
		return fmt.Sprintf("tifa %s %q", command, strings.Join(args, " "))
	}
}

// warner is a slog.Handler that tells warnings as the command line tells
// everything: in one line.
type warner struct{ a *app }

var _ slog.Handler = warner{}

func (w warner) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

func (w warner) Handle(_ context.Context, r slog.Record) error {
	var line strings.Builder
	line.WriteString("tifa: " + r.Message)
	r.Attrs(func(attr slog.Attr) bool {
		fmt.Fprintf(&line, "; %s: %v", attr.Key, attr.Value)
		return true
	})
	w.a.note("%s", line.String())
	return nil
}

func (w warner) WithAttrs([]slog.Attr) slog.Handler { return w }
func (w warner) WithGroup(string) slog.Handler      { return w }
