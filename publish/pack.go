package publish

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"

	"tifa"
	"tifa/evidence"
	"tifa/evidence/claim"
	"tifa/reuse"
)

// PackPage is what the page of an evidence pack shows to a person.
type PackPage struct {
	Tool       string // name and version of the program that made the pack
	HashesOnly bool   // the texts are not in it
	Claims     []PackPageClaim
	Checks     []PackPageCheck
	Ledgers    []PackPageLedger
	Texts      []PackPageText
	UILang     string // of the page's own words: "en", the default, or "zh"
}

// PackPageClaim is a claim with what its test came to.
type PackPageClaim struct {
	ID, Sentence, By, At string
	Rule                 claim.Rule
	Outcome              *claim.Outcome
}

// PackPageCheck is an article with the verdicts on its quotations.
type PackPageCheck struct {
	Name       string
	Quotations []evidence.Quotation
}

// PackPageLedger is what was new in a text.
type PackPageLedger struct {
	Name      string // its address, or that of sentences of it
	Sentences []reuse.Sentence
}

// PackPageText is a text on which answers rest.
type PackPageText struct {
	Edition, Title, Version string
	Date                    tifa.Date
}

// packView is the page in its words.
type packView struct {
	*PackPage
	W      *words
	Claims []packClaimView
	Checks []packCheckView
	Style  template.CSS
	Policy string
}

type packClaimView struct {
	*PackPageClaim
	State, Why, Thin string
	Looked           []string
}

type packCheckView struct {
	Name  string
	Cards []CheckCard
}

// Kept is the day on which a claim was made, as it is written.
func (c *PackPageClaim) Kept() string { return c.At[:min(len(c.At), len("2006-01-02"))] }

// Class is the name of a class of a ledger, and the mark that stands for it.
func (v *packView) Class(s reuse.Sentence) string { return marks[s.Class] + " " + v.W.Class[s.Class] }

// Percent is a similarity in percent.
func (*packView) Percent(similarity float64) int { return PercentOf(similarity) }

// WritePack writes the page of an evidence pack as one self-contained HTML file.
func WritePack(out io.Writer, p *PackPage) error {
	w, err := wordsFor(p.UILang)
	if err != nil {
		return fmt.Errorf("page of the pack: %w", err)
	}
	v := &packView{PackPage: p, W: w, Policy: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"}
	for i := range p.Claims {
		c := &p.Claims[i]
		v.Claims = append(v.Claims, packClaimView{
			PackPageClaim: c, State: w.Certificate.State[c.Outcome.State], Why: w.why(&c.Rule, c.Outcome),
			Thin: w.thin(&c.Rule, c.Outcome), Looked: w.lookedFor(c.Rule.Kind, &c.Outcome.Coverage),
		})
	}
	for i := range p.Checks {
		x := packCheckView{Name: p.Checks[i].Name}
		for k := range p.Checks[i].Quotations {
			x.Cards = append(x.Cards, w.card(k, &p.Checks[i].Quotations[k]))
		}
		v.Checks = append(v.Checks, x)
	}
	base, err := BaseStyle()
	if err != nil {
		return err
	}
	style, err := files.ReadFile("check.css")
	if err != nil {
		return fmt.Errorf("page of the pack: %w", err)
	}
	v.Style = template.CSS(slices.Concat(base, style))
	t, err := template.ParseFS(files, "pack.html", "check.html") // which has the cards of quotations
	if err != nil {
		return fmt.Errorf("page of the pack: %w", err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, v); err != nil {
		return fmt.Errorf("page of the pack: %w", err)
	}
	_, err = out.Write(page.Bytes())
	return err
}

// PackReadme says in plain words, in both languages of the interface, what an
// evidence pack is and how it is verified.
func PackReadme(hashesOnly bool) string {
	english, chinese := "the texts that they rest on, as they were", "各结论所据文本的原样"
	how, chineseHow := "  tifa verify FILE.zip", ""
	if hashesOnly {
		english, chinese = "the hashes of the texts that they rest on (the texts may not be passed on)", "各结论所据文本的散列值（文本本身不便转交）"
		how, chineseHow = "  tifa verify FILE.zip --library FOLDER --here", "（须有含这些文本的文库）"
	}
	return fmt.Sprintf(packReadme, english, how, chinese, chineseHow)
}

const packReadme = `EVIDENCE PACK

This archive holds answers about documents, made with the program tifa, and all
that they rest on. Open report.html in any browser to read them.

  report.html      the answers for a person, with their passages
  claims.json      claims, their rules, and what their tests came to
  checks.json      articles whose quotations were checked, with the verdicts
  ledgers.json     what is new in a text, sentence by sentence
  texts.json       the texts: address, title, date, hash
  texts/, articles/, tables/   %s,
                   and articles and word lists that were used
  manifest.json    the SHA-256 of every file
  manifest.sha256  the SHA-256 of manifest.json

To verify it with the program, which works all answers out anew from the texts
and names every file in which a byte was changed:

%s

To verify the bytes without the program: unpack it, run

  sha256sum -c manifest.sha256

and compare the sha256sum of each file with manifest.json. The archive is not
compressed, and the same answers give the same bytes. Unpacked and packed again
by another program it is no pack any more: keep the file as it came.

证据包

本压缩包内是用 tifa 程序得出的关于文件的结论，以及%s。用浏览器打开
report.html 即可阅读。核验方法：tifa verify FILE.zip%s，程序会据包内文本重新得出全部
结论，并指出字节有改动的文件。没有程序时，解包后运行 sha256sum -c manifest.sha256，
再将各文件的 sha256sum 与 manifest.json 核对。请保留原文件，勿重新打包。
`
