package suffix

// documents tells quickly in which document a position lies.
type documents struct {
	starts []int32
	coarse []int32 // the document of every 256th position
}

const coarseBits = 8

// newDocuments takes the first position of each document, ascending, and the
// number of positions.
func newDocuments(starts []int32, n int) documents {
	d := documents{starts: starts, coarse: make([]int32, n>>coarseBits+1)}
	doc := int32(0)
	for i := range d.coarse {
		doc = d.from(doc, int32(i<<coarseBits))
		d.coarse[i] = doc
	}
	return d
}

// at returns the number of the document that holds position p.
func (d documents) at(p int32) int32 { return d.from(d.coarse[p>>coarseBits], p) }

// from is at for a position that lies in doc or in a later document.
func (d documents) from(doc, p int32) int32 {
	for int(doc)+1 < len(d.starts) && d.starts[doc+1] <= p {
		doc++
	}
	return doc
}
