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
)

// Limits of one reading. PDFium's memory is counted in WebAssembly pages of
// 64 KiB; the longest real document met has 2 million characters.
const (
	pdfMemoryPages = 16384
	pdfMaxPages    = 20000
	pdfMaxGlyphs   = 30_000_000
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
	unmapped bool // the file does not say which character it is
}

// pdfPage is what PDFium says of one page.
type pdfPage struct {
	glyphs   []glyph
	unmapped int  // glyphs without a character
	aslant   int  // glyphs set in another direction than the page's main one
	image    bool // holds a picture
}

// pdfFile is what PDFium says of one file.
type pdfFile struct {
	pages     []pdfPage
	info      map[string]string
	bookmarks []bookmark
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
		return nil, fmt.Errorf("%w: not a whole PDF (PDFium: %v); fetch it again", ErrMalformed, err)
	}
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, fmt.Errorf("%w: no page tree (PDFium: %v)", ErrMalformed, err)
	}
	if count.PageCount > pdfMaxPages {
		return nil, fmt.Errorf("%w: %d pages, more than the limit of %d", ErrMalformed, count.PageCount, pdfMaxPages)
	}
	file = &pdfFile{info: pdfInfo(engine, doc.Document)}
	if marks, err := engine.GetBookmarks(&requests.GetBookmarks{Document: doc.Document}); err == nil {
		file.bookmarks = appendBookmarks(nil, marks.Bookmarks, 1)
	}
	total := 0
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		page, err := readPage(engine, requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}})
		if err != nil {
			return nil, fmt.Errorf("%w: page %d of %d cannot be read (PDFium: %v)", ErrMalformed, i+1, count.PageCount, err)
		}
		if total += len(page.glyphs); total > pdfMaxGlyphs {
			return nil, fmt.Errorf("%w: more than %d characters by page %d", ErrMalformed, pdfMaxGlyphs, i+1)
		}
		file.pages = append(file.pages, page)
	}
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
func readPage(engine pdfium.Pdfium, page requests.Page) (pdfPage, error) {
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
	spaced := false
	for i := range max(count.Count, 0) {
		raw, ok, err := readGlyph(engine, text.TextPage, i)
		if err != nil {
			return out, err
		}
		if !ok {
			spaced = true
			continue
		}
		raw.seq, raw.spaced, spaced = i, spaced, false
		raws = append(raws, raw)
	}
	if _, err := engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}); err != nil {
		return out, err
	}
	out.glyphs, out.aslant = upright(raws)
	for _, g := range out.glyphs {
		if g.unmapped {
			out.unmapped++
		}
	}
	if len(out.glyphs) == 0 {
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
func readGlyph(engine pdfium.Pdfium, text references.FPDF_TEXTPAGE, i int) (g rawGlyph, ok bool, err error) {
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
	if g.unmapped = bad.HasUnicodeMapError || g.r == 0 || g.r == 0xFFFD || g.r == 0xFFFE || g.r == 0xFFFF; g.unmapped {
		g.r = 0xFFFD
	}
	if g.r <= ' ' || g.r >= 0x7F && g.r <= 0xA0 || g.r == 0x3000 || g.r >= 0x2000 && g.r <= 0x200F || g.r == 0xFEFF {
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
		g.bold = font.Flags&(1<<18) != 0 || boldName(font.FontName)
	}
	return g, g.size > 0, nil
}

// boldName says whether a font's name says that it is bold.
func boldName(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy") ||
		strings.Contains(name, "simhei") || strings.Contains(name, "xiaobiaosong")
}

// hasImage says whether a page holds a picture.
func hasImage(engine pdfium.Pdfium, page requests.Page) bool {
	count, err := engine.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false
	}
	for i := range min(count.Count, 500) {
		object, err := engine.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return false
		}
		kind, err := engine.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err == nil && kind.Type == enums.FPDF_PAGEOBJ_IMAGE {
			return true
		}
	}
	return false
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
