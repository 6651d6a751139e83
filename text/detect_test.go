package text

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

func TestDetect(t *testing.T) {
	for s, want := range map[string]string{
		"中华人民共和国数据安全法":          "zh-Hans",
		"中華民國憲法":                "zh-Hant",
		"人民大会":                  "zh-Hans",
		"人口和平":                  "zh",
		"デジタル社会形成基本法":           "ja",
		"개인정보 보호법":              "ko",
		"О персональных данных": "ru",
		"Про захист персональних даних, її умови":      "uk",
		"Закон за личните данни и дейността със тях":   "bg",
		"قانون حماية البيانات الشخصية إلى الجميع":      "ar",
		"قانون حمایت از داده\u200cهای شخصی که این است": "fa",
		"Cybersecurity Law":                                                         "en",
		"Regulation on the free movement of data":                                   "en",
		"Gesetz über die Sicherheit in der Informationstechnik":                     "de",
		"Loi relative à la protection des données":                                  "fr",
		"Ley Orgánica de Protección de Datos Personales y garantía de los derechos": "es",
		"Legge sulla protezione dei dati e della vita privata":                      "it",
		"Lei Geral de Proteção de Dados Pessoais":                                   "pt",
		"Wet houdende regels over de bescherming van persoonsgegevens":              "nl",
		"Ustawa o ochronie danych osobowych w sprawie":                              "pl",
		"":             "",
		"123 — 456":    "",
		"\xff\xfe":     "",
		"Xyzzy qwfp":   "",
		"5G网络（WTO规则）和": "zh-Hans",
		// Scripts without tables of their own.
		"საქართველოს კანონი პერსონალურ მონაცემთა დაცვის შესახებ. Law on data of the state and of the people.": "ka",
		"Անձնական տվյալների պաշտպանության մասին օրենք։ Law on data and on the people":                         "",
		"ধারা ১ এই আইন অবিলম্বে কার্যকর হইবে (the Act of 2020)":                                               "bn",
	} {
		if got := Detect(s); got != want {
			t.Errorf("Detect(%q) = %q, want %q", s, got, want)
		}
	}
}

// udhr reads a translation of the Universal Declaration: its language and its
// paragraphs.
func udhr(t *testing.T, path string) (lang string, paragraphs []string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := xml.NewDecoder(f)
	depth := 0
	for {
		tok, err := d.Token()
		if err != nil {
			return lang, paragraphs
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			for _, a := range tok.Attr {
				if tok.Name.Local == "udhr" && a.Name.Local == "lang" {
					lang = a.Value
				}
			}
			if tok.Name.Local == "para" || tok.Name.Local == "title" {
				depth++
				paragraphs = append(paragraphs, "")
			}
		case xml.EndElement:
			if tok.Name.Local == "para" || tok.Name.Local == "title" {
				depth--
			}
		case xml.CharData:
			if depth > 0 {
				paragraphs[len(paragraphs)-1] += string(tok)
			}
		}
	}
}

// TestUDHR logs how well the languages of the declaration are told, whole and
// paragraph by paragraph, and how many sentences each has.
func TestUDHR(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(realData(t, "udhr"), "udhr_*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no declaration in the folder: ", err)
	}
	const long = 40 // characters; shorter ones are mostly numbers of articles
	whole, right, all := 0, 0, 0
	for _, file := range files {
		lang, paragraphs := udhr(t, file)
		got := Detect(strings.Join(paragraphs, "\n"))
		same := func(got string) bool {
			return tifa.BaseLang(got) == tifa.BaseLang(lang) && (got == "zh" || tifa.BaseLang(lang) != "zh" || got == lang)
		}
		if same(got) {
			whole++
		}
		counted, hit, sentences, inked := 0, 0, 0, 0
		for _, p := range paragraphs {
			if len([]rune(p)) >= long {
				counted++
				if same(Detect(p)) {
					hit++
				}
			}
			for _, span := range Lookup(lang).Sentences(p) {
				sentences++
				inked += len([]rune(span.Of(p)))
			}
		}
		right, all = right+hit, all+counted
		t.Logf("%-8s found %-8s of %3d long paragraphs told %3d, sentences %3d of %3d characters", lang, got, counted, hit, sentences, inked/sentences)
	}
	t.Logf("whole texts: %d of %d; long paragraphs: %d of %d (%.3f)", whole, len(files), right, all, float64(right)/float64(all))
	if whole != len(files) {
		t.Error("a whole declaration was taken for another language")
	}
}
