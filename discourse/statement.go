package discourse

import "tifa"

// The modalities of a Statement: what the one who acts must, may or will do.
const (
	Must       = "must"       // 必须, must
	Shall      = "shall"      // 应当, shall
	Should     = "should"     // 应该, 要, should
	May        = "may"        // 可以, may
	Will       = "will"       // 将, will
	Encouraged = "encouraged" // 鼓励企业…, are encouraged to
	Urged      = "urged"      // 敦促各方…, are urged to
	Prohibited = "prohibited" // 不得, shall not
	Exempt     = "exempt"     // 无须, need not
)

// Modalities are all modalities, the strongest obligation first.
func Modalities() []string {
	return []string{Must, Shall, Should, Urged, Encouraged, May, Will, Prohibited, Exempt}
}

// Statement is one thing that somebody must, may or will do, or supports or
// opposes. Unknown is null.
type Statement struct {
	Sentence   int     `json:"sentence"`
	Actor      *string `json:"actor"`    // who acts, or whose stance it is, in the words of the text
	Modality   *string `json:"modality"` // see Modalities; that of the target where there is one
	Stance     *string `json:"stance"`   // supports, opposes, …
	Action     *string `json:"action"`   // what is to be done
	Object     *string `json:"object"`   // what a stance is about; what something is done to
	Target     *string `json:"target"`   // who is urged or encouraged
	Negated    bool    `json:"negated"`
	Inferred   bool    `json:"inferred"`    // the actor does not stand in the clause and was carried over
	ReportedOf *string `json:"reported_of"` // who says so, where it is not the text itself
	Quote      string  `json:"quote"`       // the clause

	Address string  `json:"address"` // of the sentence
	Start   int     `json:"start"`   // of the quote, in code points of the text
	End     int     `json:"end"`
	Cue     string  `json:"cue"`    // the word that decided it
	Topic   *string `json:"topic"`  // what stands in the place of an actor and cannot act: the strategy should
	CueAt   int     `json:"cue_at"` // where it begins, in code points of the text
	Quoted  bool    `json:"quoted"` // it stands in a quotation
	Own     bool    `json:"own"`    // a stance of which nobody is named: it is that of the text itself
	List    int     `json:"list"`   // of an item of a list: the sentence before it that has the cue; else 0

	// Key is the actor as mentions of the same are equal: folded, without "the".
	// TargetKey is the target in the same way.
	Key       string `json:"-"`
	TargetKey string `json:"-"`
}

// Bearer is whose modality it is: the target where there is one, else the
// actor; nil if neither is known. The key is as in Key.
func (s *Statement) Bearer() (who *string, key string) {
	if s.Target != nil && s.Modality != nil {
		return s.Target, s.TargetKey
	}
	return s.Actor, s.Key
}

// Statements finds the statements of a text, in its order. The address is that
// of its edition. In a language without a table nothing is found.
func Statements(address string, t *tifa.Text, table *StatementTable) []Statement {
	found, _ := ReadStatements(address, t, table)
	return found
}

// ReadStatements finds the statements of a text, and what they leave of its modal
// words.
func ReadStatements(address string, t *tifa.Text, table *StatementTable) ([]Statement, *ModalReading) {
	t = t.Own()
	r := reader{table: table, text: t, address: address, found: []Statement{}, left: &ModalReading{Unresolved: []Unresolved{}}}
	if table != nil {
		r.read()
	}
	return r.found, r.left
}
