package suffix

import "iter"

// Array returns the suffix array of s: the positions of all suffixes in the
// order of their ids compared as numbers, where a suffix that is a prefix of
// another comes first. All ids must lie between 0 and maxID.
//
// The method is SA-IS (Nong, Zhang and Chan 2009) in linear time. Beside s it
// takes 4 bytes a token for the result and 8 bytes for every number up to maxID;
// the recursion works inside the result and allocates only where the reduced
// sequence has too many different names to count there.
func Array(s []int32, maxID int32) []int32 {
	sa := make([]int32, len(s))
	induceSort(s, sa, newBuckets(s, make([]int32, bucketSpace(int(maxID)+1))))
	return sa
}

// buckets divide a suffix array by the first id of the suffixes.
type buckets struct {
	start []int32 // start[c] is the first rank of id c; one more entry ends the last
	next  []int32 // where the next suffix of each id goes in the pass under way
}

// bucketSpace is the memory, in entries, that buckets for k ids take.
func bucketSpace(k int) int { return 2*k + 1 }

// newBuckets counts the ids of s. The length of mem, an odd number, tells how
// many ids there are; what it holds does not matter.
func newBuckets(s, mem []int32) buckets {
	k := len(mem) / 2
	b := buckets{start: mem[:k+1], next: mem[k+1:]}
	clear(b.start)
	count := b.start[1:]
	for _, c := range s {
		count[c]++
	}
	sum := int32(0)
	for c, n := range count {
		sum += n
		count[c] = sum
	}
	return b
}

// toStarts lets next fill each bucket from its first rank upwards.
func (b buckets) toStarts() { copy(b.next, b.start) }

// toEnds lets next fill each bucket from its last rank downwards; next is then
// the rank above the one to fill.
func (b buckets) toEnds() { copy(b.next, b.start[1:]) }

// induceSort writes the suffix array of s into sa, which must be all zero and
// as long as s.
//
// A suffix is of type S if it is smaller than the suffix one to its right, else
// of type L; the last one is L. An LMS position is of type S with an L to its
// left; an LMS substring runs from one to the next. Sorted LMS suffixes induce
// the order of all others in two passes.
func induceSort(s, sa []int32, b buckets) {
	if len(s) == 0 {
		return
	}
	b.toEnds()
	lms := 0
	for p := range lmsPositions(s) {
		c := s[p]
		b.next[c]--
		sa[b.next[c]] = p
		lms++
	}
	if lms > 1 {
		reduceL(s, sa, b)
		reduceS(s, sa, b)
		sortLMS(s, sa, lms)
	} else {
		// None or one is sorted as it is; it is at the end of its bucket.
		for p := range lmsPositions(s) {
			sa[b.next[s[p]]] = 0
			sa[0] = p
		}
	}
	spreadLMS(s, sa, lms, b)
	induceL(s, sa, b)
	induceS(s, sa, b)
}

// lmsPositions yields the LMS positions of s from the last to the first.
func lmsPositions(s []int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		right, typeS := s[len(s)-1], false
		for i := len(s) - 2; i >= 0; i-- {
			c := s[i]
			if c < right {
				typeS = true
			} else if c > right && typeS {
				typeS = false
				if !yield(int32(i + 1)) {
					return
				}
			}
			right = c
		}
	}
}

// In the four passes below a rank that holds 0 is empty or holds position 0,
// which has nothing to its left to induce: both are passed over. The sign of an
// entry says which pass is to induce from it, so that the ids to the left of a
// position are read once, when it is placed, while they are in the cache.

// reduceL is the first pass of sorting the LMS substrings. It takes the LMS
// positions out of sa and leaves in it the leftmost L position of each run of
// type L, all that the second pass needs.
func reduceL(s, sa []int32, b buckets) {
	b.toStarts()
	next := b.next
	placeLast(s, sa, next)
	for r, p := range sa {
		if p <= 0 {
			sa[r] = -p
			continue
		}
		sa[r] = 0
		p--
		c, v := s[p], p
		left := c
		if p > 0 {
			left = s[p-1]
		}
		if left < c {
			v = -p
		}
		to := next[c]
		next[c] = to + 1
		sa[to] = v
	}
}

// reduceS is the second pass: it leaves in sa the LMS positions alone, in the
// order of their substrings, at its end.
func reduceS(s, sa []int32, b buckets) {
	b.toEnds()
	next := b.next
	top := len(sa)
	for r := len(sa) - 1; r >= 0; r-- {
		p := sa[r]
		if p == 0 {
			continue
		}
		sa[r] = 0
		if p < 0 {
			top--
			sa[top] = -p
			continue
		}
		p--
		c, v := s[p], p
		left := c
		if p > 0 {
			left = s[p-1]
		}
		if left > c {
			v = -p
		}
		to := next[c] - 1
		next[c] = to
		sa[to] = v
	}
}

// induceL places all suffixes of type L, given the sorted LMS suffixes. It
// leaves negative what the next pass must not induce from.
func induceL(s, sa []int32, b buckets) {
	b.toStarts()
	next := b.next
	placeLast(s, sa, next)
	for r, p := range sa {
		sa[r] = -p
		if p <= 0 {
			continue
		}
		p--
		c, v := s[p], p
		left := c
		if p > 0 {
			left = s[p-1]
		}
		if left < c {
			v = -p
		}
		to := next[c]
		next[c] = to + 1
		sa[to] = v
	}
}

// induceS places all suffixes of type S, the LMS suffixes among them anew, and
// makes every entry positive.
func induceS(s, sa []int32, b buckets) {
	b.toEnds()
	next := b.next
	for r := len(sa) - 1; r >= 0; r-- {
		p := sa[r]
		if p <= 0 {
			sa[r] = -p
			continue
		}
		p--
		c, v := s[p], p
		left := c
		if p > 0 {
			left = s[p-1]
		}
		if left > c {
			v = -p
		}
		to := next[c] - 1
		next[c] = to
		sa[to] = v
	}
}

// placeLast induces the last suffix, of type L, from the end of s.
func placeLast(s, sa, next []int32) {
	p := int32(len(s) - 1)
	c, v := s[p], p
	if p > 0 && s[p-1] < c {
		v = -p
	}
	sa[next[c]] = v
	next[c]++
}

// sortLMS sorts the LMS suffixes: it takes their positions in the order of
// their substrings from the end of sa and leaves them in the order of their
// suffixes at its beginning.
func sortLMS(s, sa []int32, lms int) {
	names := nameLMS(s, sa, lms)
	upper := sa[len(sa)-lms:]
	if names == lms { // all substrings differ, so their order is the suffixes'
		copy(sa, upper)
		return
	}
	// Names stand at half their positions; what is not a name is 0.
	reduced := upper
	to := lms
	for i := len(sa) / 2; i >= 0; i-- {
		if name := sa[i]; name > 0 {
			to--
			reduced[to] = name - 1
		}
	}
	clear(sa[:lms])
	mem := sa[lms : len(sa)-lms]
	if need := bucketSpace(names); need <= len(mem) {
		mem = mem[:need]
	} else {
		mem = make([]int32, need)
	}
	induceSort(reduced, sa[:lms], newBuckets(reduced, mem))

	to = lms
	for p := range lmsPositions(s) {
		to--
		upper[to] = p
	}
	for i, r := range sa[:lms] {
		sa[i] = upper[r]
	}
}

// nameLMS gives each LMS substring a number from 1 in their order, equal ones
// the same number, and writes it to half its position in sa, which is free: no
// two LMS positions are neighbours. It returns how many numbers it gave.
func nameLMS(s, sa []int32, lms int) int {
	sorted := sa[len(sa)-lms:]
	clear(sa[:len(sa)-lms])
	// Lengths first. The last substring runs past the end of s and is like no
	// other: its length stays 0.
	end := int32(-1)
	for p := range lmsPositions(s) {
		if end >= 0 {
			sa[p/2] = end - p + 1
		}
		end = p
	}
	name, before, length := int32(0), int32(0), int32(-1)
	for _, p := range sorted {
		n := sa[p/2]
		if n != length || !equal(s[p:p+n], s[before:before+n]) {
			name++
			before, length = p, n
		}
		sa[p/2] = name
	}
	return int(name)
}

func equal(a, b []int32) bool {
	b = b[:len(a)]
	for i, c := range a {
		if c != b[i] {
			return false
		}
	}
	return true
}

// spreadLMS moves the sorted LMS suffixes from the beginning of sa to the ends
// of their buckets and empties the rest.
func spreadLMS(s, sa []int32, lms int, b buckets) {
	clear(sa[lms:])
	b.toEnds()
	for r := lms - 1; r >= 0; r-- {
		p := sa[r]
		sa[r] = 0
		c := s[p]
		b.next[c]--
		sa[b.next[c]] = p
	}
}
