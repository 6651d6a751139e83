package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferr "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/text/unicode/norm"
)

// Limits of one reading. PDFium's memory is counted in WebAssembly pages of
// 64 KiB; the longest real document met has 2 million characters.
const (
	pdfMemoryPages = 16384
	pdfMaxPages    = 20000
	pdfMaxGlyphs   = 30_000_000
	maxPageObjects = 1000 // looked at on a page, to find pictures
)

// glyph is one character of a page, in points, with x to the right along the
// line and y down the page.
type glyph struct {
	r        rune
	seq      int     // place in the file's own order
	x0, x1   float64 // advance box
	y        float64 // baseline
	size     float64 // of the type
	bold     bool
	spaced   bool // a space stands before it in the file's own order
	guessed  bool // and that space is PDFium's guess by the gap
	unmapped bool // PDFium does not know the character; r is the font's code
	font     int  // index of its font's name, only where unmapped
}

// pdfPage is what PDFium says of one page.
type pdfPage struct {
	glyphs   []glyph
	unmapped int  // glyphs without a character
	aslant   int  // glyphs set in another direction than the page's main one
	image    bool // a picture covers most of it
	broken   bool // PDFium cannot read it
}

// pdfFile is what PDFium says of one file.
type pdfFile struct {
	pages     []pdfPage
	info      map[string]string
	bookmarks []bookmark
	fonts     map[string]int // numbers of fonts with unmapped glyphs
}

// bookmark is an entry of the file's outline.
type bookmark struct {
	title string
	level int // 1 is the highest
	page  int // index; -1 unknown
}

// openEngine starts PDFium. It sees no file system, and its compiled form is
// kept in the user's cache folder where there is one (start: 0.25 s for 7.5).
func openEngine(ctx context.Context) (pdfium.Pool, pdfium.Pdfium, error) {
	conf := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemoryPages)
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "tifa")); err == nil {
			conf = conf.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context: context.WithoutCancel(ctx), MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: conf, Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("PDFium does not start: %w", err)
	}
	engine, err := pool.GetInstance(time.Minute)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("PDFium does not start: %w", err), pool.Close())
	}
	return pool, engine, nil
}

// readPDFium reads every page of data. ctx is asked between pages.
func readPDFium(ctx context.Context, data []byte) (file *pdfFile, err error) {
	pool, engine, err := openEngine(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	doc, err := engine.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferr.ErrPassword), errors.Is(err, pdferr.ErrSecurity):
		return nil, fmt.Errorf("%w: the PDF is encrypted; save a copy without a password and add that", ErrPassword)
	case err != nil:
		return nil, fmt.Errorf("%w: not a whole PDF (PDFium: %w); fetch it again", ErrMalformed, err)
	}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, fmt.Errorf("%w: no page tree (PDFium: %w)", ErrMalformed, err)
	}
	if count.PageCount > pdfMaxPages {
		return nil, fmt.Errorf("%w: %d pages, more than the limit of %d", ErrMalformed, count.PageCount, pdfMaxPages)
	}
	file = &pdfFile{info: pdfInfo(engine, doc.Document), fonts: map[string]int{}}
	if marks, err := engine.GetBookmarks(&requests.GetBookmarks{Document: doc.Document}); err == nil {
		file.bookmarks = appendBookmarks(nil, marks.Bookmarks, 1)
	}
	total, broken := 0, 0
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		page, err := file.readPage(engine, requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}})
		if err != nil {
			page, broken = pdfPage{broken: true}, broken+1
		}
		if total += len(page.glyphs); total > pdfMaxGlyphs {
			return nil, fmt.Errorf("%w: more than %d characters by page %d", ErrMalformed, pdfMaxGlyphs, i+1)
		}
		file.pages = append(file.pages, page)
	}
	if broken > 0 && 2*broken > len(file.pages) {
		return nil, fmt.Errorf("%w: %d of %d pages cannot be read; fetch it again", ErrMalformed, broken, len(file.pages))
	}
	file.repair(data)
	return file, nil
}

func pdfInfo(engine pdfium.Pdfium, doc references.FPDF_DOCUMENT) map[string]string {
	info := map[string]string{}
	meta, err := engine.GetMetaData(&requests.GetMetaData{Document: doc})
	if err != nil {
		return info // a file without an Info dictionary is a good file
	}
	for _, tag := range meta.Tags {
		info[tag.Tag] = strings.TrimSpace(strings.Trim(tag.Value, "\x00"))
	}
	return info
}

func appendBookmarks(list []bookmark, marks []responses.GetBookmarksBookmark, level int) []bookmark {
	for _, m := range marks {
		b := bookmark{title: m.Title, level: min(level, 6), page: -1}
		switch {
		case m.DestInfo != nil:
			b.page = m.DestInfo.PageIndex
		case m.ActionInfo != nil && m.ActionInfo.DestInfo != nil:
			b.page = m.ActionInfo.DestInfo.PageIndex
		}
		list = append(list, b)
		if level < 32 { // an outline may be a loop
			list = appendBookmarks(list, m.Children, level+1)
		}
	}
	return list
}

// readPage reads the characters of one page and turns them upright.
func (f *pdfFile) readPage(engine pdfium.Pdfium, page requests.Page) (pdfPage, error) {
	var out pdfPage
	text, err := engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return out, err
	}
	count, err := engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return out, err
	}
	var raws []rawGlyph
	spaced, guessed := false, false
	for i := range max(count.Count, 0) {
		raw, ok, err := f.readGlyph(engine, text.TextPage, i)
		if err != nil {
			return out, err
		}
		if !ok && !isSpace(raw.r) {
			continue
		}
		if !ok {
			made, err := engine.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text.TextPage, Index: i})
			guessed = err == nil && made.IsGenerated && (guessed || !spaced)
			spaced = true
			continue
		}
		raw.seq, raw.spaced, raw.guessed = i, spaced, guessed
		spaced, guessed = false, false
		raws = append(raws, raw)
	}
	if _, err := engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}); err != nil {
		return out, err
	}
	out.glyphs, out.aslant = upright(raws)
	if len(out.glyphs) < scanText {
		out.image = hasImage(engine, page)
	}
	return out, nil
}

// rawGlyph is a glyph in the page's own coordinates, y upwards.
type rawGlyph struct {
	glyph
	ox, oy                   float64 // origin
	left, right, bottom, top float64
	angle                    float64 // radians, counter-clockwise
}

// readGlyph reads character i; ok is false for a space or a control
// character.
func (f *pdfFile) readGlyph(engine pdfium.Pdfium, text references.FPDF_TEXTPAGE, i int) (g rawGlyph, ok bool, err error) {
	code, err := engine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return g, false, err
	}
	g.r = rune(code.Unicode)
	if g.r == 2 { // PDFium's mark for a hyphen at the end of a line
		g.r = '-'
	}
	bad, err := engine.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: text, Index: i})
	if err != nil {
		return g, false, err
	}
	g.r, g.unmapped = readableRune(g.r, bad.HasUnicodeMapError)
	if !g.unmapped && (isSpace(g.r) || dropped(g.r)) {
		return g, false, nil
	}
	origin, err := engine.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return g, false, err
	}
	box, err := engine.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return g, false, err
	}
	g.ox, g.oy = origin.X, origin.Y
	g.left, g.right = float64(box.Rect.Left), float64(box.Rect.Right)
	g.bottom, g.top = float64(box.Rect.Bottom), float64(box.Rect.Top)
	size, err := engine.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
	if err != nil {
		return g, false, err
	}
	g.size = size.FontSize
	if m, err := engine.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i}); err == nil {
		g.size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		g.angle = math.Atan2(float64(m.Matrix.B), float64(m.Matrix.A))
	}
	font, err := engine.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: i})
	if err == nil {
		if g.unmapped {
			if f.fonts[font.FontName] == 0 {
				f.fonts[font.FontName] = len(f.fonts) + 1
			}
			g.font = f.fonts[font.FontName]
		}
		g.bold = font.Flags&(1<<18) != 0 || boldName(font.FontName)
	}
	return g, g.size > 0, nil
}

// symbolBullets are the places of bullets in the fonts Symbol and Wingdings,
// which Word maps into the private area.
const symbolBullets = "\uF0B7\uF06C\uF06E\uF0A7\uF0D8\uF0FC\uF075\uF076\uF09F\uF0A8\uF071"

// readableRune is the character that r stands for in running text: bullets
// for those of symbol fonts, the Han character for a radical of the same
// shape (a habit of some fonts). What is no character stays and is unmapped.
func readableRune(r rune, unknown bool) (rune, bool) {
	switch {
	case strings.ContainsRune(symbolBullets, r):
		return '•', false
	case r == '\t' || r == '\n' || r == '\r':
		return ' ', false
	case r == 0xAD: // where it is printed, it is a hyphen at the end of a line
		return '-', false
	case unknown, r < ' ', r == 0xFFFD, r&0xFFFE == 0xFFFE, r >= 0xE000 && r < 0xF900, r >= 0xF0000, r >= 0xD800 && r < 0xE000:
		return r, true
	case r >= 0x2E80 && r < 0x2FE0:
		if plain := []rune(norm.NFKC.String(string(r))); len(plain) == 1 {
			return plain[0], false
		}
	}
	return r, false
}

// boldName says whether a font's name says that it is bold.
func boldName(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy") ||
		strings.Contains(name, "simhei") || strings.Contains(name, "xiaobiaosong")
}

// hasImage says whether a picture covers at least half of the page.
func hasImage(engine pdfium.Pdfium, page requests.Page) bool {
	width, err := engine.FPDF_GetPageWidth(&requests.FPDF_GetPageWidth{Page: page})
	if err != nil {
		return false
	}
	height, err := engine.FPDF_GetPageHeight(&requests.FPDF_GetPageHeight{Page: page})
	if err != nil {
		return false
	}
	count, err := engine.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false
	}
	covered := 0.0
	for i := range min(count.Count, maxPageObjects) {
		object, err := engine.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return false
		}
		kind, err := engine.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_IMAGE {
			continue
		}
		box, err := engine.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject})
		if err == nil {
			covered += float64(box.Right-box.Left) * float64(box.Top-box.Bottom)
		}
	}
	return covered > .5*width.Width*height.Height
}

// upright turns the glyphs so that the page's main direction runs along x
// and lines follow each other along y. Text set vertically (each character
// below the one before it, as in Chinese and Japanese books) is turned
// likewise. What runs in another direction (watermarks, stamps at the side)
// is left out and counted.
func upright(raws []rawGlyph) (glyphs []glyph, aslant int) {
	var counts [4]int
	for i := range raws {
		if q := raws[i].quarters(); q >= 0 {
			counts[q]++
		}
	}
	main := 0
	for q, n := range counts {
		if n > counts[main] {
			main = q
		}
	}
	kept := raws[:0]
	vertical := 0
	for _, g := range raws {
		if g.quarters() != main {
			aslant++
			continue
		}
		g.turn(main)
		if n := len(kept); n > 0 {
			p := kept[n-1]
			if down := p.oy - g.oy; math.Abs(g.ox-p.ox) < .3*g.size && down > .5*g.size && down < 2*g.size {
				vertical++
			}
		}
		kept = append(kept, g)
	}
	for _, g := range kept {
		g.x0, g.x1, g.y = g.left, g.right, -g.oy
		if 2*vertical > len(kept) {
			g.x0, g.x1, g.y = -g.top, -g.bottom, -g.ox
		}
		glyphs = append(glyphs, g.glyph)
	}
	return glyphs, aslant
}

// quarters is the direction of the glyph in quarter turns counter-clockwise,
// -1 if it is aslant.
func (g *rawGlyph) quarters() int {
	q := g.angle / (math.Pi / 2)
	if math.Abs(q-math.Round(q)) > .1 {
		return -1
	}
	return (int(math.Round(q)) + 4) % 4
}

// turn turns the glyph by quarter turns clockwise.
func (g *rawGlyph) turn(quarters int) {
	for range quarters {
		g.ox, g.oy = g.oy, -g.ox
		g.left, g.right, g.bottom, g.top = g.bottom, g.top, -g.right, -g.left
	}
}
