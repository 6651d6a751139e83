package publish

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"tifa/reuse"
)

// strip is a drawing of a text: a line a sentence, the newer the longer. Its
// unit is one sentence across, and stripHeight from foot to top.
type strip struct {
	Width, Height int
	Paths         []stripPath
}

type stripPath struct {
	Class reuse.Class
	D     string // path data of all sentences of the class
}

const stripHeight = 24

func newStrip(sentences []reuse.Sentence) strip {
	s := strip{Width: len(sentences), Height: stripHeight}
	for _, c := range []struct {
		class  reuse.Class
		height int
	}{{reuse.New, stripHeight}, {reuse.Adapted, 13}, {reuse.Inherited, 6}, {reuse.Short, 2}} {
		var d strings.Builder
		for i := range sentences {
			if sentences[i].Class == c.class {
				fmt.Fprintf(&d, "M%d.5 %dv-%d", i, stripHeight, c.height)
			}
		}
		if d.Len() > 0 {
			s.Paths = append(s.Paths, stripPath{c.class, d.String()})
		}
	}
	return s
}

// policy forbids the page everything but its own style and script, so that
// not even a mistake in escaping could make a text run.
func policy(script []byte) string {
	sum := sha256.Sum256(script)
	return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}
