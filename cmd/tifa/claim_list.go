package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tifa/evidence/claim"
	"tifa/library"
	"tifa/publish"
)

func (a *app) claimList() *cobra.Command {
	var f library.ClaimFilter
	var state, kind string
	cmd := &cobra.Command{
		Use:   "list [flags]",
		Short: "list the claims with what their last tests came to",
		Long: `List shows the claims in the order in which they were made. A claim is stale
where texts that it is about have come, gone or changed since it was tested;
tifa claim test tests it.`,
		Example: `  tifa claim list
  tifa claim list --state contradicted
  tifa claim list --edition strategy-2023.en --stale`,
		Args: usage(0, 0, "no arguments", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.State, f.Kind = claim.State(state), claim.Kind(kind)
			return a.with(cmd.Context(), func(l *library.Library) error {
				claims, err := l.Claims(cmd.Context(), f)
				if err != nil {
					return err
				}
				for i := range claims {
					if a.asJSON {
						if err := a.writeJSON(&claims[i]); err != nil {
							return err
						}
						continue
					}
					a.claimed(&claims[i], false)
				}
				if len(claims) == 0 {
					a.note("no claim fits")
				}
				return nil
			})
		},
	}
	word(cmd, &state, "state", "only claims in this `STATE`: supported, contradicted, untested or judgement")
	word(cmd, &kind, "kind", "only claims of this `KIND`: absence, first, novelty, count, trend, contrast, distance, enumeration or judgement")
	word(cmd, &f.By, "by", "only claims that `NAME` made")
	word(cmd, &f.Edition, "edition", "only claims about this `EDITION`, or with evidence in it")
	cmd.Flags().BoolVar(&f.Stale, "stale", false, "only claims that were not tested since the texts that they are about changed")
	return cmd
}

func (a *app) claimShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "show a claim with its evidence, its tests and its history",
		Long:    `Show prints a claim, also one that was removed, with its evidence and every outcome.`,
		Example: `  tifa claim show c3`,
		Args:    usage(1, 1, "the id of a claim", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.Claim(cmd.Context(), args[0])
				if err != nil {
					return claimHint(err)
				}
				if a.asJSON {
					return a.writeJSON(c)
				}
				a.claimed(&c.Claim, true)
				if len(c.Tests) > 0 {
					a.heading("Tests")
				}
				for _, t := range c.Tests {
					a.write("%s", wrap(fmt.Sprintf("%s to %s by %s, %s: %s; %s", t.At, t.LastAt, t.By, count(t.Editions, "text"), t.State, t.Why), a.screen.columns, "  "))
				}
				a.heading("History")
				for _, h := range c.History {
					a.write("%s", wrap(fmt.Sprintf("%s %s by %s: %s", h.What, h.At, h.By, oneLine(h.Sentence)), a.screen.columns, "  "))
					if h.Rule != nil {
						a.write("%s", wrap("rule: "+publish.RuleLine(h.Rule), a.screen.columns, "      "))
					}
					if h.Former != nil {
						a.write("%s", wrap("before that: "+publish.RuleLine(h.Former), a.screen.columns, "      "))
					}
				}
				return nil
			})
		},
	}
}

func (a *app) claimTest() *cobra.Command {
	return &cobra.Command{
		Use:   "test [ID...]",
		Short: "test claims again, all of them or some",
		Long: `Test looks again at what claims rest on, keeps the outcomes and shows what has
changed first. The exit status is 3 where a claim is contradicted.`,
		Example: `  tifa claim test
  tifa claim test c3 c7`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				tested, err := l.TestClaims(cmd.Context(), args)
				if err != nil {
					return claimHint(err)
				}
				return a.claimsTested(tested)
			})
		},
	}
}

// claimsTested tells what tests came to: what has changed first.
func (a *app) claimsTested(tested []library.ClaimTested) error {
	sum := map[claim.State]int{}
	for _, changed := range []bool{true, false} {
		for i := range tested {
			t := &tested[i]
			if t.Changed != changed {
				continue
			}
			sum[t.State]++
			if a.asJSON {
				if err := a.writeJSON(t); err != nil {
					return err
				}
				continue
			}
			a.claimed(&t.Claim, false)
		}
	}
	if !a.asJSON {
		a.write("%s: %d supported, %d contradicted, %d untested, %d judgement", count(len(tested), "claim"),
			sum[claim.Supported], sum[claim.Contradicted], sum[claim.Untested], sum[claim.LeftOpen])
	}
	if sum[claim.Contradicted] > 0 {
		return errFindings
	}
	return nil
}

// claimed prints a claim: thin coverage first, then its state, the sentence, why,
// and with full also the evidence.
func (a *app) claimed(c *library.Claim, full bool) {
	state := string(c.State)
	if c.Stale {
		state += ", stale"
	}
	if c.RemovedAt != "" {
		state += fmt.Sprintf(", removed by %s %s", c.RemovedBy, c.RemovedAt)
	}
	a.write("%s  %s  %s", a.screen.paint(bold, c.ID), a.screen.paint(bold, state), oneLine(c.Sentence))
	say := func(format string, args ...any) {
		a.write("%s", wrap(a.screen.paint(dim, oneLine(fmt.Sprintf(format, args...))), a.screen.columns, "    "))
	}
	o := c.Outcome
	if o == nil {
		say("%s, not tested yet", c.Rule.Kind)
		return
	}
	if o.Thin != "" {
		say("%s", o.Thin)
	}
	say("%s: %s", c.Rule.Kind, o.Why)
	switch {
	case c.State != claim.Contradicted || c.Was == nil || c.Was.State != claim.Supported:
	case c.Turned == nil:
		say("was supported on %s", day(c.Was.LastAt))
	default:
		since := "contradicted by " + c.Turned.Edition
		if c.Turned.Later {
			since = fmt.Sprintf("contradicted since %s was added on %s", c.Turned.Edition, day(c.Turned.Added))
		}
		say("was supported on %s over %s; %s", day(c.Was.LastAt), count(c.Was.Editions, "text"), since)
	}
	if !full {
		return
	}
	if c.Rule.Asks() {
		say("looked at %s", coverage(o.Coverage, "text"))
	}
	for _, q := range o.Queries {
		say("%s  ×%d here, ×%d elsewhere", q.Phrase, q.Count, q.Elsewhere)
	}
	for _, p := range o.Places {
		if p.State != "exact" {
			say("%s is %s; it was: %s", p.Address, p.State, p.Quote)
		}
	}
	for i := range o.Passages {
		say("%s  %s", place(o.Passages[i]), o.Passages[i].Quote)
	}
	if o.More > 0 {
		say("… %d more", o.More)
	}
	for i := range o.Undecided {
		say("undecided: %s  %s", place(o.Undecided[i]), o.Undecided[i].Quote)
	}
}

// day is the day of a time.
func day(at string) string {
	d, _, _ := strings.Cut(at, "T")
	return d
}

func (a *app) claimCertificate() *cobra.Command {
	var format, lang string
	cmd := &cobra.Command{
		Use:   "certificate ID [flags]",
		Short: "a document that says what was looked for, where, and what was found",
		Long: `Certificate looks again and writes to standard output what somebody else needs to
do the same: the phrases with what counted as the same, the texts with their
hashes, the result. As JSON, tifa verify holds it against a library.

  md    Markdown, to be read
  json  for tifa verify`,
		Example: `  tifa claim certificate c3 > c3.md
  tifa claim certificate c3 --format json > c3.json
  tifa verify c3.json`,
		Args: usage(1, 1, "the id of a claim", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.Certificate(cmd.Context(), args[0], tool())
				if err != nil {
					return claimHint(err)
				}
				return a.certificate(a.out, c, format, lang)
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "md", "`FORMAT`: md or json")
	cmd.Flags().StringVar(&lang, "into", "en", "of md: in English or Chinese, `en or zh`")
	return cmd
}

// tool is the program as certificates name it.
func tool() string { return "tifa " + version() }

func (a *app) certificate(w io.Writer, c *claim.Certificate, format, lang string) error {
	switch {
	case a.asJSON || format == "json":
		return writeJSONTo(w, c)
	case format == "md":
		return publish.WriteCertificate(w, c, lang)
	}
	return wrong("--format md or --format json", "--format %s is none", format)
}

func (a *app) absentCommand() *cobra.Command {
	var f claimFlags
	var to string
	var out *output
	cmd := &cobra.Command{
		Use:   "absent PHRASE... [flags]",
		Short: "whether phrases stand nowhere in texts, with a certificate",
		Long: `Absent looks for phrases, and says of each that it stands nowhere in the texts
that were looked at, or where it stands. --certificate writes a document that
somebody else can check: the phrases with what counted as the same, the texts
with their hashes, the result. tifa claim add --absent keeps the question.
A | divides variants of a phrase: each is looked for, and none may be there.

The exit status is 3 where something was found, and where nothing could be looked
at: a limit left no text, or no text in the script of a phrase.`,
		Example: `  tifa absent multistakeholder --edition strategy-2023.en
  tifa absent --names states.txt --edition strategy-2023.en --certificate absent.md
  tifa absent 多利益攸关方 --from 2020 --certificate absent.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && f.names == "" && f.named == "" {
				return wrong(`tifa absent "PHRASE", or tifa absent --names FILE`, "%s takes phrases", cmd.CommandPath())
			}
			f.absent = args
			stated, err := f.stated(cmd, "-")
			if err != nil {
				return err
			}
			if err := a.ready(out, []string{f.names}, to); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.Absent(cmd.Context(), stated.Rule, tool())
				if err != nil {
					return err
				}
				return a.absent(c, out, to)
			})
		},
	}
	word(cmd, &f.names, "names", "the phrases are the lines of `FILE`; what follows a # is left out")
	word(cmd, &f.named, "named", "nobody of this `SET` of the authority list is named (see tifa named), but for --except")
	cmd.Flags().StringArrayVar(&f.except, "except", nil, "neither this `PHRASE` nor what stands within it is meant")
	scopeFlags(cmd, &f.filter)
	cmd.Flags().IntVar(&f.gap, "gap", 0, "how many `TOKENS` a * in a phrase can stand for (default 5)")
	exactFlag(cmd, &f.exact)
	out = a.outputs(cmd)
	word(cmd, &to, "certificate", "write a certificate to `FILE`, .md or .json")
	f.exactly, f.atLeast, f.atMost = -1, -1, -1
	return cmd
}

// absent tells what came of looking for phrases.
func (a *app) absent(c *claim.Certificate, out *output, to string) error {
	if to != "" {
		format := "md"
		if strings.HasSuffix(to, ".json") {
			format = "json"
		}
		if err := out.write(to, func(w io.Writer) error { return a.certificate(w, c, format, "en") }); err != nil {
			return err
		}
		a.note("certificate written to %s", to)
	}
	o := &c.Outcome
	if a.asJSON {
		if err := a.writeJSON(c); err != nil {
			return err
		}
	} else {
		a.thin(o.Thin)
		a.write("%s%s: %s", strings.ToUpper(string(o.State[:1])), o.State[1:], o.Why)
		for _, q := range o.Queries {
			a.write("  %s  ×%d here, ×%d elsewhere", q.Phrase, q.Count, q.Elsewhere)
		}
		for i := range o.Passages {
			a.write("%s", wrap(a.screen.paint(dim, place(o.Passages[i])+"  "+oneLine(o.Passages[i].Quote)), a.screen.columns, "    "))
		}
		a.more(o.More, "--json has the number; tifa search shows all")
		a.write("%s", a.screen.paint(dim, "looked at "+coverage(o.Coverage, "text")+"; digest "+c.Digest[:16]))
	}
	if o.State == claim.Contradicted || o.State == claim.Untested {
		return errFindings
	}
	return nil
}
