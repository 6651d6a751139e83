package suffix

// LCP returns, for each rank r, the length of the longest common prefix of the
// suffixes sa[r-1] and sa[r], ended by the first boundary; LCP[0] is 0. The
// shortest entry between two ranks is the length that the two have in common.
//
// The method is Φ (Kärkkäinen, Manzini and Puglisi 2009): lengths are found in
// the order of the text, where each is at least the one before less 1. It takes
// 4 bytes a token for the result and 4 more while it works.
func LCP(s, sa []int32) []int32 {
	if len(sa) == 0 {
		return nil
	}
	// phi[p] is the suffix that sorts just before that at p; as lengths are
	// found they take its place.
	phi := make([]int32, len(sa))
	before := int32(-1)
	for _, p := range sa {
		phi[p] = before
		before = p
	}
	length := 0
	for p, q := range phi {
		if q < 0 { // the first in order; length is 0 already
			phi[p] = 0
			continue
		}
		a, b := s[p:], s[q:]
		n := min(len(a), len(b))
		for length < n && a[length] == b[length] && a[length] != 0 {
			length++
		}
		phi[p] = int32(length)
		length = max(length-1, 0)
	}
	lcp := make([]int32, len(sa))
	for r, p := range sa {
		lcp[r] = phi[p]
	}
	return lcp
}
