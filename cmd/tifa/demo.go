package main

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/reuse"
)

// demoWork is the work of the sample library that tifa demo shows.
const demoWork = "strategy-2023"

func (a *app) demoCommand() *cobra.Command {
	var lang, page string
	var out *output
	var served bool
	var at serving
	cmd := &cobra.Command{
		Use:   "demo [flags]",
		Short: "show the main job on a sample library",
		Long: `Demo builds a small library of invented documents of an invented country, in
Chinese and English, 2010 to 2024, and shows what is new in its strategy of
2023. It also writes the answer as a page and prints where. With --serve it opens
the sample in the reading room. It needs no network and leaves your own library
alone; with --library DIR it builds it there.`,
		Example: `  tifa demo
  tifa demo --lang zh --html strategy.html
  tifa demo --serve`,
		Args: usage(0, 0, "no arguments", nil),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if lang == "" {
				lang = locale()
			}
			if lang != "en" && lang != "zh" {
				return wrong("--lang en or --lang zh", "the sample is in en and zh, not in %s", lang)
			}
			dir, err := a.demoFolder()
			if err != nil {
				return err
			}
			if err := a.ready(out, nil, page); err != nil {
				return err
			}
			out.dir = dir
			l, err := library.Demo(cmd.Context(), dir, version(), a.options())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, l.Close()) }()
			if served {
				return a.serve(cmd.Context(), l, at, true)
			}
			address := demoWork + "." + lang
			ledger, err := l.New(cmd.Context(), address, library.NewOptions{Thresholds: reuse.DefaultThresholds()}, nil)
			if err != nil {
				return err
			}
			path := filepath.Join(dir, address+".html") // written anew each time
			write := func(w io.Writer) error { return writePage(w, ledger, lang) }
			if page != "" {
				path, err = page, out.write(page, write)
			} else {
				err = whole(path, path, write)
			}
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.writeJSON(ledger)
			}
			a.ledger(ledger, false)
			a.heading("The page of this answer: %s", path)
			a.write("Ask the sample library more, for example:")
			a.write("  tifa list --library %s", dir)
			a.write("  tifa new %s --all --library %s", address, dir)
			return nil
		},
	}
	cmd.Flags().Var(langFlag{&lang}, "lang", "show the strategy in `LANG`: en or zh (default by your locale)")
	out = a.outputs(cmd)
	word(cmd, &page, "html", "write the page to `FILE`")
	cmd.Flags().BoolVar(&served, "serve", false, "open the sample library in your browser instead")
	at.flags(cmd)
	return cmd
}

// demoFolder is where the sample library is: never that of the user, which
// TIFA_LIBRARY names.
func (a *app) demoFolder() (string, error) {
	if a.dir != "" {
		return a.dir, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", hint(err, "say where with --library DIR")
	}
	return filepath.Join(cache, "tifa", "demo"), nil
}

// locale is the language of the user's messages, of those that pages are
// written in.
func locale() string {
	if strings.HasPrefix(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), "zh") {
		return "zh"
	}
	return "en"
}
