package extract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// decode turns the bytes of a text into a string. stated is the encoding that
// the user named and wins; declared lists what the server and the file say,
// most trustworthy first. Without a valid declaration the order is: byte
// order mark, UTF-16 by its zero bytes, ISO-2022 by its shifts, valid UTF-8,
// then the legacy encoding under which the text reads best. A declaration
// under which some bytes have no meaning gives way to an encoding without such
// bytes.
func decode(data []byte, declared []string, stated string) (text, name string, warnings []string, err error) {
	if stated != "" {
		enc, name := encodingNamed(stated)
		if enc == nil {
			return "", "", nil, fmt.Errorf("%q is no encoding that is known here, try utf-8, gb18030, big5 or windows-1252: %w", stated, ErrEncoding)
		}
		text, bad := decodeWith(enc, name, data)
		return text, name, badBytes(bad, name), nil
	}
	if enc, name := byteOrderMark(data); enc != nil {
		text, bad := decodeWith(enc, name, data)
		return text, name, badBytes(bad, name), nil
	}
	if name := utf16WithoutMark(data); name != "" {
		enc, _ := encodingNamed(name)
		text, bad := decodeWith(enc, name, data)
		return text, name, badBytes(bad, name), nil
	}
	if shift := shiftISO2022.Find(data); shift != nil && isASCII(data) {
		if shift[len(shift)-1] == ')' || shift[len(shift)-1] == '*' {
			return "", "", nil, fmt.Errorf("it is in ISO-2022-KR or ISO-2022-CN, which are not read here; save it as UTF-8: %w", ErrEncoding)
		}
		enc, name := encodingNamed("iso-2022-jp")
		text, bad := decodeWith(enc, name, data)
		return text, name, badBytes(bad, name), nil
	}
	if isBinary(data) {
		return "", "", nil, fmt.Errorf("it holds bytes that no text has; if it is a document of another program, save it as .docx, .pdf or .txt: %w", ErrFormat)
	}
	// Valid UTF-8 beyond ASCII is hardly ever anything else, whatever is
	// declared: saved pages often keep the declaration of their server.
	if utf8.Valid(data) && (len(declared) == 0 || !isASCII(data)) {
		return string(data), "utf-8", nil, nil
	}
	return decodeLegacy(data, declared)
}

// shiftISO2022 is how texts in ISO-2022, which has only ASCII bytes, go over
// to another set of characters.
var shiftISO2022 = regexp.MustCompile(`\x1b(?:\$[@B)*]|\([JI])`)

// decodeLegacy chooses among encodings of before Unicode, and damaged UTF-8.
func decodeLegacy(data []byte, declared []string) (text, name string, warnings []string, err error) {
	sample := data[:min(len(data), sampleSize)]
	winner, score := bestEncoding(sample)
	best := reading{}
	for _, d := range declared {
		r, ok := readAs(data, d)
		if !ok {
			continue
		}
		if r.bad == 0 {
			// Servers call pages iso-8859-1, under which all bytes have some
			// meaning, without having looked.
			own := legibility(prefixOf(r.text))
			if own >= doubtful || score < own+1 {
				return r.text, r.name, nil, nil
			}
		}
		if best.name == "" || r.bad < best.bad {
			best = r
		}
	}
	if winner != "" {
		r, _ := readAs(data, winner)
		// Some stray bytes are less wrong than another script.
		if best.name == "" || best.bad == 0 || r.bad < best.bad && (r.bad == 0 || r.bad*4 < best.bad) {
			best = r
		}
	}
	if best.name == "" || score < doubtful && beyondASCII(sample)*20 > len(sample) {
		return "", "", nil, fmt.Errorf("no encoding makes a readable text of it; state it, for example gb18030 or big5: %w", ErrEncoding)
	}
	return best.text, best.name, badBytes(best.bad, best.name), nil
}

// prefixOf is as much of a text as is looked at to judge it.
func prefixOf(text string) string {
	if len(text) <= sampleSize {
		return text
	}
	n := sampleSize
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// doubtful is the legibility below which no encoding has been found, unless
// nearly all of the text is ASCII.
const doubtful = -.5

// sampleSize is how many bytes are looked at to tell an encoding.
const sampleSize = 1 << 16

// reading is the text that an encoding makes of the bytes; bad counts the
// places that have no meaning in it.
type reading struct {
	text, name string
	bad        int
}

func readAs(data []byte, label string) (reading, bool) {
	enc, name := encodingNamed(label)
	if enc == nil {
		return reading{}, false
	}
	text, bad := decodeWith(enc, name, data)
	return reading{text, name, bad}, true
}

// encodingNamed finds an encoding by any of its usual names. GBK and GB2312
// are read as GB18030, which contains both.
func encodingNamed(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.TrimSpace(label))
	switch label {
	case "gb18030", "gbk", "gb2312", "cp936", "ms936", "euc-cn", "gb-18030", "gb_2312":
		return simplifiedchinese.GB18030, "gb18030"
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return nil, ""
	}
	return enc, name
}

// decodeWith decodes data and counts the places without a meaning.
func decodeWith(enc encoding.Encoding, name string, data []byte) (string, int) {
	var text string
	switch name {
	case "utf-8":
		text = string([]rune(string(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))) // U+FFFD for each stray byte
		return text, strings.Count(text, "\ufffd") - bytes.Count(data, []byte("\ufffd"))
	case "utf-16le", "utf-16be":
		text = decodeUTF16(data, name)
	default:
		out, err := enc.NewDecoder().Bytes(data)
		if err != nil {
			return string(out), len(data)
		}
		text = string(out)
	}
	return text, strings.Count(text, "\ufffd")
}

func decodeUTF16(data []byte, name string) string {
	var order binary.ByteOrder = binary.LittleEndian
	if name == "utf-16be" {
		order = binary.BigEndian
	}
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) > 1; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	if len(data) > 0 { // cut off within a character
		units = append(units, utf8.RuneError)
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}

func byteOrderMark(data []byte) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return encodingNamed("utf-8")
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return encodingNamed("utf-16le")
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return encodingNamed("utf-16be")
	}
	return nil, ""
}

// utf16WithoutMark names the byte order of UTF-16 text that has no mark, or
// is empty. Such text has bytes below the space at every line end, comma or
// ASCII character, which no other text has, and reads well in one order only.
func utf16WithoutMark(data []byte) string {
	sample := data[:min(len(data), sampleSize)&^1]
	if controls(sample) == 0 {
		return ""
	}
	if name := zeroSide(sample); name != "" {
		return name
	}
	if len(data)%2 != 0 {
		return ""
	}
	le, be := legibility(decodeUTF16(sample, "utf-16le")), legibility(decodeUTF16(sample, "utf-16be"))
	switch {
	case le > be && le >= 1:
		return "utf-16le"
	case be > le && be >= 1:
		return "utf-16be"
	}
	return ""
}

// zeroSide names the byte order where nearly every second byte is zero, as in
// European texts in UTF-16, and the bytes between hardly ever.
func zeroSide(sample []byte) string {
	var zeros [2]int
	for i, c := range sample {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case zeros[1]*10 > half*7 && zeros[0]*100 <= half:
		return "utf-16le"
	case zeros[0]*10 > half*7 && zeros[1]*100 <= half:
		return "utf-16be"
	}
	return ""
}

// isBinary says whether data cannot be text in an encoding of bytes.
func isBinary(data []byte) bool {
	sample := data[:min(len(data), sampleSize)]
	n := controls(sample)
	return bytes.IndexByte(sample, 0) >= 0 && n*500 > len(sample) || n*20 > len(sample)
}

// controls counts the control characters that texts do not have. ESC and SUB
// are left out: old files end with the one, ISO-2022 shifts with the other.
func controls(data []byte) int {
	n := 0
	for _, c := range data {
		if c < '\t' || c > '\r' && c < 0x1a || c > 0x1b && c < ' ' {
			n++
		}
	}
	return n
}

// guess asks the statistics of gogs/chardet, for the languages that the own
// rule does not know: Japanese, Korean, Cyrillic, Greek.
func guess(data []byte) string {
	result, err := chardet.NewTextDetector().DetectBest(data)
	if err != nil || result.Confidence < 30 {
		return ""
	}
	return result.Charset
}

// declaredIn lists the charset parameter of a media type.
func declaredIn(mediaType string) []string {
	_, params, err := mime.ParseMediaType(mediaType)
	if err != nil || params["charset"] == "" {
		return nil
	}
	return []string{params["charset"]}
}

func badBytes(n int, name string) []string {
	if n <= 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d places could not be read as %s and stand as U+FFFD; if that is much, state another encoding", n, name)}
}

func isASCII(data []byte) bool { return beyondASCII(data) == 0 }

func beyondASCII(data []byte) int {
	n := 0
	for _, c := range data {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
