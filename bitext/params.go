package bitext

// Params are the weights of the aligner. All scores are natural logarithms of
// likelihood ratios; the defaults were fitted on literary Chinese–English
// chapters (MAC-Dev) and one German–French article, see BENCHMARKS.md.
type Params struct {
	// The two lexical directions: log-odds that the target words come from the
	// source words (IBM model 1 against a unigram background, as in Moore 2002),
	// and the reverse.
	Forward, Backward float64
	Background        float64 // share of the background in the mixture
	TokenCap          float64 // most that one token can say

	Length   float64 // weight of the squared deviation of lengths
	LengthSD float64 // of it, in square roots of bytes

	MoreSource, MoreTarget float64 // prior against each further sentence of a side
	ManyToMany             float64 // against beads that are more than one on both sides
	Large                  float64 // against each sentence beyond three in a bead

	NullOpen, NullExtend float64 // prior against the first and each further sentence without a counterpart
	RunOpen, RunExtend   float64 // the same, which several of them must stand

	Question, Exclamation, Quotes float64 // for each mark that one side has more
	QuoteStart, QuoteEnd          float64 // for a quotation that begins or ends on one side alone

	Label, LabelOther float64 // for equal numbers of articles and paragraphs; against different ones
	LabelAlone        float64 // against a numbered part opposite an unnumbered one
	Item, ItemOther   float64 // for equal numbers of items of lists; against different ones
	BlockStart        float64 // for beads that begin a block on both sides, and against one side alone
	BlockCross        float64 // against a bead that runs across the end of a block on one side
	HeadingAlone      float64 // against a heading opposite running text

	Prior        float64 // weight of the dictionary in EM, in counts
	Smoothing    float64 // start of the pairs that the dictionary lacks
	Discount     float64 // taken off the counts of such pairs
	EMIterations int
	KeepPair     float64 // least probability that a pair is kept with
	KeepLift     float64 // and least factor by which one word makes the other more probable

	CharBack      float64 // weight of the single characters of a word
	Learnt        float64 // weight of pairs learnt from the library beside the dictionary
	CognatePrefix int     // least length of a prefix that cognates share, bytes
	CognateLeast  float64 // least share of it in the longer word

	Passes int // of alignment; EM runs between them

	// Where less than this share of the words has a counterpart before anything
	// is learnt, the lexicon is weak: the first pass then goes mostly by length
	// and anchors, and sentences without a counterpart cost more, pass by pass
	// less.
	WeakCoverage  float64
	WeakLexical   float64 // factor on the lexicon in the first pass
	WeakOpen      float64 // like NullOpen …
	WeakExtend    float64 // … and NullExtend
	WeakNull      float64 // factor on them in the first pass
	WeakNullFalls float64 // by which it falls from pass to pass …
	WeakNullLater float64 // … down to this

	// The shapes of beads are learnt from the document: the prior of a shape is
	// KeepDefault times the default and LearnWeight times the logarithm of its
	// share, for which the default counts as LearnPriors beads.
	LearnPriors, KeepDefault, LearnWeight float64

	MostSource, MostTarget, MostTogether int // sentences of a bead

	AnchorMargin float64 // by which the best pair must beat the second
	BandAnchors  int     // sentences on either side of the line through the anchors
	BandRefined  int     // and of the path of the pass before
	BandWeak     int     // both, where the lexicon is weak

	Sharpness   float64 // factor on scores before they become probabilities: their parts are not independent
	Price       float64 // of a bead in the choice by expected accuracy, in right beads
	SuspectNull float64 // factor on WeakOpen and WeakExtend where suspicion is measured

	// Switches for ablation.
	NoDictionary, NoEM, NoPinyin, NoNumbers, NoCognates bool
	NoPunctuation, NoAnchors, NoStructure, NoAgreement  bool
}

// DefaultParams are the parameters that are used everywhere.
func DefaultParams() Params {
	return Params{
		Forward: .5, Backward: .5, Background: .57, TokenCap: 4,
		Length: .5, LengthSD: 1.6,
		MoreSource: 2.6, MoreTarget: 4.1, ManyToMany: 1, Large: .25,
		NullOpen: 12.5, NullExtend: 2.4, RunOpen: 22, RunExtend: 2.5,
		Question: .75, Exclamation: .5, Quotes: .25, QuoteStart: .6, QuoteEnd: 1.5,
		Label: 6, LabelOther: 6, LabelAlone: 2, Item: 3, ItemOther: 5, BlockStart: 2, BlockCross: 4, HeadingAlone: 2,
		Prior: 7, Smoothing: .002, Discount: 1, EMIterations: 4, Passes: 3,
		CharBack: .4, Learnt: 1,
		WeakCoverage: .5, WeakLexical: 1.1, WeakOpen: 12.5, WeakExtend: 3.06, WeakNull: 3.7, WeakNullLater: 1.5, WeakNullFalls: .8,
		MostSource: 4, MostTarget: 6, MostTogether: 8,
		AnchorMargin: 1.15, BandAnchors: 12, BandWeak: 12, BandRefined: 6, KeepPair: leastPair, KeepLift: 1,
		CognatePrefix: 4, CognateLeast: .5,
		Sharpness: .6, Price: .26, KeepDefault: .42, LearnWeight: 1, LearnPriors: 40,
		SuspectNull: .6,
	}
}
