package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/library"
)

func (a *app) claimCommand() *cobra.Command {
	const children = "add, list, show, test, edit, remove or certificate"
	cmd := &cobra.Command{
		Use:   "claim COMMAND",
		Short: "what you claim of texts, tested again whenever the library grows",
		Long: `Claim keeps sentences of an analysis with the rule by which each can be tested:
that something is nowhere said, is said since a date, was never said before, so
often, ever more; that two passages stand where they stand, so far apart; that
so many points are announced. What no rule can test is kept as a judgement.

  supported      the texts that were looked at bear it out
  contradicted   a passage, or a number, is against it
  untested       these texts cannot tell, and why
  judgement      a person has to tell

When documents are added, the claims that they change are told; when a text is
replaced, the passages of a claim are found in it again. Every outcome is kept.`,
		Args: usage(0, 0, "one of its commands: "+children, nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return wrong("tifa claim list shows the claims", "%s takes one of its commands: %s", cmd.CommandPath(), children)
		},
	}
	for _, child := range []*cobra.Command{
		a.claimAdd(), a.claimList(), a.claimShow(), a.claimTest(), a.claimEdit(), a.claimRemove(), a.claimCertificate(),
	} {
		child.DisableFlagsInUseLine = true
		cmd.AddCommand(child)
	}
	return cmd
}

// claimFlags are what the flags of a claim say.
type claimFlags struct {
	filter                                              concordance.Filter
	absent, first, novel, count, rising, falling        []string
	names, named, exact, in, stands, apart, early, late string
	except, passages                                    []string
	since, before                                       tifa.Date
	exactly, atLeast, atMost, points, gap               int
	texts, judgement                                    bool
}

// declare declares the flags.
func (f *claimFlags) declare(cmd *cobra.Command) {
	s := cmd.Flags()
	s.StringArrayVar(&f.absent, "absent", nil, "this `PHRASE`, and all others that are given, stands nowhere in the texts; in this and the other flags for phrases a | divides variants: 'Beiling|北岭'")
	word(cmd, &f.names, "names", "with --absent or alone: the phrases are the lines of `FILE`; what follows a # is left out")
	word(cmd, &f.named, "named", "with --absent or alone: nobody of this `SET` of the authority list is named (see tifa named), but for --except")
	s.StringArrayVar(&f.except, "except", nil, "with --absent or --count: neither this `PHRASE` nor what stands within it is meant")
	s.StringArrayVar(&f.first, "first", nil, "this `PHRASE`, or one of several, is there --since a date and not before")
	s.StringArrayVar(&f.novel, "novel", nil, "this `PHRASE` is not attested --before a date, or before --in an edition")
	s.StringArrayVar(&f.count, "count", nil, "this `PHRASE` stands in the texts --exactly, --at-least or --at-most so often")
	s.StringArrayVar(&f.rising, "rising", nil, "this `PHRASE` is more frequent in the --late period than in the --early one")
	s.StringArrayVar(&f.falling, "falling", nil, "this `PHRASE` is less frequent in the --late period than in the --early one")
	s.StringArrayVar(&f.passages, "passage", nil, "`ADDRESS` of a passage, or ADDRESS=WORDS; two stand there word for word")
	word(cmd, &f.apart, "apart", "the second passage stands so many `UNITS` after the first: paragraphs or sentences")
	s.IntVar(&f.points, "points", 0, "the passage announces `N` points, and they follow")
	s.BoolVar(&f.judgement, "judgement", false, "no rule can test it")
	s.Var(dateFlag{&f.since}, "since", "of --first: the `DATE`")
	s.Var(dateFlag{&f.before}, "before", "of --novel: the `DATE`")
	word(cmd, &f.in, "in", "of --first and --novel: this `EDITION` has it first")
	f.exactly, f.atLeast, f.atMost = -1, -1, -1
	s.Var(numberFlag{&f.exactly}, "exactly", "the number is `N`")
	s.Var(numberFlag{&f.atLeast}, "at-least", "the number is `N` or more")
	s.Var(numberFlag{&f.atMost}, "at-most", "the number is `N` or less")
	s.BoolVar(&f.texts, "texts", false, "of --count: count texts, not occurrences")
	word(cmd, &f.early, "early", "a `PERIOD`: 2010, 2010/2014 or 2010-06/2012")
	word(cmd, &f.late, "late", "a later `PERIOD`")
	word(cmd, &f.stands, "stands", "the claim stands in an analysis that is in the library, at this `ADDRESS`")
	scopeFlags(cmd, &f.filter)
	s.IntVar(&f.gap, "gap", 0, "how many `TOKENS` a * in a phrase can stand for (default 5)")
	exactFlag(cmd, &f.exact)
}

// scopeFlags declares the flags that choose the texts of a claim.
func scopeFlags(cmd *cobra.Command, f *concordance.Filter) {
	filterFlags(cmd, f)
	editionFlag(cmd, f)
}

// exactFlag declares the flag that switches folding off.
func exactFlag(cmd *cobra.Command, exact *string) {
	word(cmd, exact, "exact", "switch folding off: all, or a `LIST` of case,width,script,spacing")
	cmd.Flags().Lookup("exact").NoOptDefVal = "all"
}

// given says whether any flag says what is claimed.
func (f *claimFlags) given(cmd *cobra.Command) bool {
	given := false
	for _, name := range []string{
		"absent", "names", "named", "except", "first", "novel", "count", "rising", "falling", "passage", "apart", "points", "judgement", "since", "before", "in",
		"exactly", "at-least", "at-most", "texts", "early", "late", "stands", "lang", "from", "to", "issuer", "kind", "work", "status", "edition", "gap", "exact",
	} {
		given = given || cmd.Flags().Changed(name)
	}
	return given
}

// stated is the claim that the flags state.
func (f *claimFlags) stated(cmd *cobra.Command, sentence string) (library.ClaimStated, error) {
	out := library.ClaimStated{Sentence: sentence, Stands: f.stands}
	help := cmd.CommandPath() + " --help shows a claim of each kind"
	r := &out.Rule
	for _, k := range []struct {
		kind    claim.Kind
		flag    string
		given   bool
		phrases []string
	}{
		{claim.Absence, "--absent", len(f.absent) > 0 || f.names != "" || f.named != "", f.absent},
		{claim.First, "--first", len(f.first) > 0, f.first},
		{claim.Novelty, "--novel", len(f.novel) > 0, f.novel},
		{claim.Count, "--count", len(f.count) > 0, f.count},
		{claim.Trend, "--rising", len(f.rising) > 0, f.rising},
		{claim.Trend, "--falling", len(f.falling) > 0, f.falling},
		{f.ofPassages(), "--passage", len(f.passages) > 0, nil},
		{claim.Judgement, "--judgement", f.judgement, nil},
	} {
		if !k.given {
			continue
		}
		if r.Kind != "" {
			return out, wrong(help, "%s says another kind of claim than the flag before it: a claim is of one kind", k.flag)
		}
		r.Kind, r.Phrases = k.kind, k.phrases
		r.Trend = map[string]string{"--rising": claim.Rising, "--falling": claim.Falling}[k.flag]
	}
	if r.Kind == "" {
		return out, wrong(help, "say how the claim can be tested: with --absent, --first, --novel, --count, --rising, --falling or --passage; or --judgement")
	}
	r.Named = f.named
	r.Except, r.Gap, r.Edition, r.Scope = f.except, f.gap, f.in, claim.ScopeOf(f.filter)
	if f.exact != "" {
		r.Exact = strings.Split(f.exact, ",")
	}
	for _, p := range f.passages {
		out.Passages = append(out.Passages, library.ParsePassageStated(p))
	}
	if err := f.details(r, help); err != nil {
		return out, err
	}
	return out, nil
}

// ofPassages is the kind of a claim about passages.
func (f *claimFlags) ofPassages() claim.Kind {
	switch {
	case f.points > 0:
		return claim.Enumeration
	case f.apart != "":
		return claim.Distance
	}
	return claim.Contrast
}

// details fills in what belongs to one kind, and refuses what belongs to others.
func (f *claimFlags) details(r *claim.Rule, help string) error {
	if f.names != "" {
		if err := readNames(f.names, r); err != nil {
			return err
		}
	}
	for _, d := range []struct {
		flag  string
		given bool
		of    []claim.Kind
	}{
		{"--since", !f.since.IsZero(), []claim.Kind{claim.First}},
		{"--before", !f.before.IsZero(), []claim.Kind{claim.Novelty}},
		{"--in", f.in != "", []claim.Kind{claim.First, claim.Novelty}},
		{"--texts", f.texts, []claim.Kind{claim.Count}},
		{"--apart", f.apart != "", []claim.Kind{claim.Distance}},
		{"--points", f.points != 0, []claim.Kind{claim.Enumeration}},
		{"--early", f.early != "", []claim.Kind{claim.Trend}},
		{"--late", f.late != "", []claim.Kind{claim.Trend}},
		{"--exactly", f.exactly >= 0, []claim.Kind{claim.Count, claim.Distance}},
		{"--at-least", f.atLeast >= 0, []claim.Kind{claim.Count, claim.Distance}},
		{"--at-most", f.atMost >= 0, []claim.Kind{claim.Count, claim.Distance}},
	} {
		if d.given && !slices.Contains(d.of, r.Kind) {
			return wrong(help, "%s says nothing of a claim of kind %s", d.flag, r.Kind)
		}
	}
	r.Date = f.since
	switch r.Kind {
	case claim.Novelty:
		r.Date = f.before
	case claim.Count:
		if r.Unit = claim.Times; f.texts {
			r.Unit = claim.Texts
		}
		return f.measure(r, help)
	case claim.Distance:
		r.Unit = f.apart
		return f.measure(r, help)
	case claim.Enumeration:
		r.N = f.points
	case claim.Trend:
		var err error
		if r.Early, err = claim.ParsePeriod(f.early); err == nil {
			r.Late, err = claim.ParsePeriod(f.late)
		}
		if err != nil {
			return hint(fmt.Errorf("--early and --late: %w", err), "%s", help)
		}
	case claim.Absence, claim.First, claim.Contrast, claim.Judgement:
	}
	return nil
}

// measure reads --exactly, --at-least and --at-most, of which one must be given.
func (f *claimFlags) measure(r *claim.Rule, help string) error {
	for _, m := range []struct {
		is string
		n  int
	}{{claim.Exactly, f.exactly}, {claim.AtLeast, f.atLeast}, {claim.AtMost, f.atMost}} {
		if m.n < 0 {
			continue
		}
		if r.Is != "" {
			return wrong(help, "--%s and --%s: a claim is of one number", r.Is, m.is)
		}
		r.Is, r.N = m.is, m.n
	}
	if r.Is == "" {
		return wrong(help, "say the number: --exactly, --at-least or --at-most")
	}
	return nil
}

// readNames reads phrases from a file, one a line.
func readNames(path string, r *claim.Rule) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("--names: %w", err)
	}
	defer func() { _ = file.Close() }() // nothing was written
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		name, _, _ := strings.Cut(lines.Text(), "#")
		if name = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")); name != "" && !slices.Contains(r.Phrases, name) {
			r.Phrases = append(r.Phrases, name)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("--names: read %s: %w", path, err)
	}
	if len(r.Phrases) == 0 {
		return wrong("write one name a line", "--names: %s has no names", path)
	}
	r.List = filepath.Base(path)
	return nil
}

func (a *app) claimAdd() *cobra.Command {
	var f claimFlags
	cmd := &cobra.Command{
		Use:   "add SENTENCE [flags]",
		Short: "keep a claim and test it",
		Long: `Add keeps a claim with the rule by which it can be tested, and tests it. One
flag says the kind; --lang, --edition and the like say in which texts.

The exit status is 3 where the claim is contradicted; it is kept all the same.`,
		Example: `  tifa claim add "No neighbour is named" --absent "Beiling*" --absent Dongyu --edition strategy-2023.en
  tifa claim add "No state of the region is named" --names states.txt --edition strategy-2023.en
  tifa claim add "No state but one is named" --named states --except CN --edition strategy-2023.en
  tifa claim add "The line has been official since at least 2014" --first 没有章法的自由走不远 --since 2014
  tifa claim add "A pledge never made before" --novel 不先行断网承诺 --in strategy-2023.zh
  tifa claim add "Three times" --count multistakeholder --exactly 3 --work strategy-2017
  tifa claim add "Ever more" --rising 网络自主权 --early 2012/2016 --late 2017/2023
  tifa claim add "Two minds" --passage strategy-2023.en:s20 --passage strategy-2023.en:s24
  tifa claim add "Two paragraphs later" --passage strategy-2023.en:s20 --passage strategy-2023.en:s24 --apart paragraphs --exactly 2
  tifa claim add "Four principles" --passage strategy-2023.en:s12 --points 4
  tifa claim add "It cracks" --judgement`,
		Args: usage(1, 1, "one sentence", quoted("claim add")),
		RunE: func(cmd *cobra.Command, args []string) error {
			stated, err := f.stated(cmd, args[0])
			if err != nil {
				return err
			}
			return a.onClaim(cmd, func(l *library.Library) (*library.Claim, error) { return l.AddClaim(cmd.Context(), stated) })
		},
	}
	f.declare(cmd)
	return cmd
}

func (a *app) claimEdit() *cobra.Command {
	var f claimFlags
	cmd := &cobra.Command{
		Use:   "edit ID [SENTENCE] [flags]",
		Short: "change what a claim says, or how it is tested",
		Long: `Edit puts another sentence in the place of that of a claim, or, with the flags of
tifa claim add, another rule. It is tested again; what it was is kept.`,
		Example: `  tifa claim edit c3 "The line has been official since at least 2012" --first 没有章法的自由走不远 --since 2012`,
		Args:    usage(1, 2, "the id of a claim, and a sentence or flags", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			var sentence *string
			if len(args) == 2 {
				sentence = &args[1]
			}
			var stated *library.ClaimStated
			if f.given(cmd) {
				s, err := f.stated(cmd, "")
				if err != nil {
					return err
				}
				stated = &s
			}
			if sentence == nil && stated == nil {
				return wrong(cmd.CommandPath()+" --help shows an example", "say what changes: a sentence, or flags of tifa claim add")
			}
			return a.onClaim(cmd, func(l *library.Library) (*library.Claim, error) {
				return l.EditClaim(cmd.Context(), args[0], sentence, stated)
			})
		},
	}
	f.declare(cmd)
	return cmd
}

func (a *app) claimRemove() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   "take a claim back",
		Long:    `Remove takes a claim out of all lists. It is kept, and tifa claim show shows it.`,
		Example: `  tifa claim remove c3`,
		Args:    usage(1, 1, "the id of a claim", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.RemoveClaim(cmd.Context(), args[0])
				if err != nil {
					return claimHint(err)
				}
				if a.asJSON {
					return a.writeJSON(c)
				}
				a.claimed(c, false)
				return nil
			})
		},
	}
}

// onClaim does something to a claim and shows what came of it.
func (a *app) onClaim(cmd *cobra.Command, do func(*library.Library) (*library.Claim, error)) error {
	return a.with(cmd.Context(), func(l *library.Library) error {
		c, err := do(l)
		if err != nil {
			return claimHint(err)
		}
		if a.asJSON {
			if err := a.writeJSON(c); err != nil {
				return err
			}
		} else {
			a.claimed(c, true)
		}
		if c.State == claim.Contradicted {
			return errFindings
		}
		return nil
	})
}

// claimHint says where ids of claims are to be found.
func claimHint(err error) error {
	if errors.Is(err, tifa.ErrNotFound) && strings.Contains(err.Error(), "no such claim") {
		return hint(err, "tifa claim list shows the claims with their ids")
	}
	return err
}
