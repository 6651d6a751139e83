package bitext

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tifa/text"
)

// realDictionary is CC-CEDICT compiled, where TIFA_CEDICT names a file of it.
var realDictionary = sync.OnceValues(func() ([]byte, error) {
	f, err := os.Open(os.Getenv("TIFA_CEDICT"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return CompileDictionary(f, DictionarySource{File: f.Name()})
})

// openReal is CC-CEDICT in a file, or the test is skipped aloud.
func openReal(t testing.TB) (path string, d *Dictionary) {
	t.Helper()
	if os.Getenv("TIFA_CEDICT") == "" {
		t.Skip("no CC-CEDICT: TIFA_CEDICT names no file of it")
	}
	data, err := realDictionary()
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "cedict.dict")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if d, err = OpenDictionary(path); err != nil {
		t.Fatal(err)
	}
	return path, d
}

func TestRealCedict(t *testing.T) {
	path, d := openReal(t)
	stat, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v; %d targets, %d bytes, trie %d bytes, postings %d", d.Info(), d.Targets(), stat.Size(), len(d.trie), len(d.posts)/8)
	for word := range strings.FieldsSeq("中国 網絡安全 信息 數據 国家 应当 不得 主管机关 处理 新 上 战略 中共 个人信息 总书记 发展") {
		t.Logf("%s: %s", word, glosses(d, word))
	}
	t.Log(d.Readings('女'), d.Readings('行'), d.Readings('長'), d.Readings('吕'))
	if d.Info().Entries < 100_000 {
		t.Errorf("%d entries", d.Info().Entries)
	}
	if got := glosses(d, "燈塔"); !strings.Contains(got, "lighthous") {
		t.Errorf("灯塔: %s", got)
	}
}

func BenchmarkDictionaryOpen(b *testing.B) {
	path, _ := openReal(b)
	for b.Loop() {
		if _, err := OpenDictionary(path); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDictionaryCompile(b *testing.B) {
	data, err := os.ReadFile(os.Getenv("TIFA_CEDICT"))
	if err != nil {
		b.Skip("no CC-CEDICT: TIFA_CEDICT names no file of it")
	}
	for b.Loop() {
		if _, err := CompileDictionary(strings.NewReader(string(data)), DictionarySource{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDictionaryPrefixes looks up at each character of a text. The text
// is the headwords themselves where there is no other.
func BenchmarkDictionaryPrefixes(b *testing.B) {
	_, d := openReal(b)
	s := text.Fold(benchText(b))
	chars := 0
	for b.Loop() {
		chars = 0
		for i := range s {
			for length := range d.Prefixes(s[i:]) {
				_ = length
			}
			chars++
		}
	}
	b.ReportMetric(float64(chars)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mchars/s")
}

// benchText is Chinese text: laws where they are at hand.
func benchText(b *testing.B) string {
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = "../../shared/data"
	}
	files, _ := filepath.Glob(filepath.Join(root, "prc-laws", "行政法", "*"))
	var out strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err == nil {
			out.Write(data)
		}
		if out.Len() > 2_000_000 {
			break
		}
	}
	if out.Len() == 0 {
		b.Skip("the real laws are missing; TIFA_DATA names their folder")
	}
	return out.String()
}
