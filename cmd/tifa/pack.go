package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/evidence/claim"
	"tifa/evidence/pack"
	"tifa/library"
)

func (a *app) packCommand() *cobra.Command {
	var o library.PackOptions
	var to *output
	cmd := &cobra.Command{
		Use:   "pack FILE [CLAIM...] [flags]",
		Short: "one file with claims, or other answers, and all that they rest on",
		Long: `Pack writes an evidence pack: claims, the verdicts on the quotations of an
article, what is new in a text; with the texts that the answers rest on, their
hashes, the phrases, the passages and the version of tifa. tifa verify FILE comes
to the same answers on another machine, without the library, and names the file
of the pack in which a byte was changed. The same library gives the same bytes.

Where texts may not be passed on, --hashes-only leaves them out; the pack can
then be verified with a library that has them.

README.txt in it says what it is and how to verify it; report.html shows the
answers to whoever does not have the program.

A pack is a ZIP archive, and manifest.json in it lists the SHA-256 of each file.`,
		Example: `  tifa pack evidence.zip c1 c3
  tifa pack evidence.zip --all
  tifa pack evidence.zip --check article.md --against strategy-2023
  tifa pack evidence.zip --new strategy-2023.zh:s24 --hashes-only
  tifa verify evidence.zip`,
		Args: usage(1, -1, "a file to write, and claims", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Claims, o.Tool = args[1:], tool()
			if err := a.ready(to, slices.Concat(o.Checks, o.Ledgers), args[0]); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				var made *library.Packed
				err := to.write(args[0], func(w io.Writer) (err error) {
					made, err = l.Pack(cmd.Context(), w, o, a.stdin(cmd.Context()))
					return err
				})
				if err != nil {
					return claimHint(err)
				}
				if a.asJSON {
					return a.writeJSON(made)
				}
				texts := count(made.Texts, "text")
				if made.HashesOnly {
					texts = "the hashes of " + texts
				}
				a.write("%s: %s, %s, %s, with %s", args[0], count(made.Claims, "claim"), count(made.Checks, "article"), count(made.Ledgers, "ledger"), texts)
				return nil
			})
		},
	}
	to = a.outputs(cmd)
	f := cmd.Flags()
	f.BoolVar(&o.AllClaims, "all", false, "all claims")
	f.StringArrayVar(&o.Checks, "check", nil, "the quotations of this `FILE` or edition")
	f.StringSliceVar(&o.Against, "against", nil, "hold them against this `EDITION` or work alone; may be given several times")
	f.StringArrayVar(&o.Ledgers, "new", nil, "what is new in this `EDITION`, or in sentences of it")
	f.BoolVar(&o.HashesOnly, "hashes-only", false, "leave the texts out, and put their hashes in")
	f.Var(langFlag{&o.Stated.Lang}, "lang", "the language of a FILE, a tag like zh-Hans or en")
	a.readingFlags(cmd, &o.Stated)
	return cmd
}

// verifyFile checks an evidence pack or a certificate.
func (a *app) verifyFile(ctx context.Context, path string, here bool) error {
	data, err := readAtMost(path, pack.MaxBytes)
	if err != nil {
		return err
	}
	if c, ok := certificateIn(data); ok {
		return a.with(ctx, func(l *library.Library) error { return a.verifyCertificate(ctx, l, path, c) })
	}
	verify := func(from *library.Library) error {
		o := a.options()
		v, err := library.VerifyPack(ctx, data, from, o)
		if errors.Is(err, tifa.ErrDamaged) {
			err = hint(err, "get the file again from whoever made it")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return a.packVerified(path, v)
	}
	if here {
		return a.with(ctx, verify)
	}
	return verify(nil)
}

// readAtMost reads a file that has so many bytes at most.
func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if int64(len(data)) > most {
		return nil, fmt.Errorf("%s has more than %d bytes, no evidence pack has: %w", path, most, tifa.ErrDamaged)
	}
	return data, nil
}

// certificateIn reads a certificate, if the bytes are JSON.
func certificateIn(data []byte) (*claim.Certificate, bool) {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return nil, false
	}
	var c claim.Certificate
	err := json.Unmarshal(data, &c)
	return &c, err == nil
}

func (a *app) packVerified(path string, v *library.PackVerified) error {
	if a.asJSON {
		if err := a.writeJSON(v); err != nil {
			return err
		}
	} else {
		for _, d := range v.Damage {
			a.write("damaged  %s  %s", d.File, d.Why)
		}
		for _, m := range v.Missing {
			a.write("missing  %s  the library does not have this text", m)
		}
		for _, r := range v.Results {
			if r.Same {
				a.write("%s %s: %s, and so it is here", r.What, r.Name, r.Said)
				continue
			}
			a.write("%s %s: %s, and here it is %s; %s", r.What, r.Name, r.Said, r.Came, r.Wrong)
		}
		sum := "whole, and all of it comes out the same"
		switch {
		case len(v.Damage) > 0:
			sum = "damaged in " + count(len(v.Damage), "place") + "; nothing was worked out again"
		case len(v.Missing) > 0:
			sum = "whole; nothing was worked out again, for lack of texts"
		case !v.Holds():
			sum = "whole, but not all of it comes out the same"
		}
		a.write("%s: %s, made by %s: %s", path, count(v.Files, "file"), v.Tool, sum)
	}
	if !v.Holds() {
		return errFindings
	}
	return nil
}

func (a *app) verifyCertificate(ctx context.Context, l *library.Library, path string, c *claim.Certificate) error {
	v, err := l.Recertify(ctx, c)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if a.asJSON {
		if err := a.writeJSON(v); err != nil {
			return err
		}
	} else {
		for _, d := range v.Damage {
			a.write("damaged  %s", d)
		}
		for _, m := range v.Missing {
			a.write("missing  %s  the library does not have the text that was looked at", m)
		}
		switch {
		case len(v.Missing) > 0:
		case v.Same:
			a.write("%s: %s in %s, and so it is in the same texts here", path, c.Outcome.State, count(len(c.Texts), "text"))
		case v.Then != nil:
			a.write("%s: it says %s (%s); in the same texts it is %s here (%s)", path, c.Outcome.State, c.Outcome.Why, v.Then.State, v.Then.Why)
		}
		a.write("today, with %s more in its scope: %s; %s", count(v.New, "text"), v.Now.State, v.Now.Why)
	}
	if !v.Holds() || v.Now.State == claim.Contradicted && c.Outcome.State != claim.Contradicted {
		return errFindings
	}
	return nil
}
