package text

import (
	"slices"
	"testing"
)

func TestTitleShape(t *testing.T) {
	for _, c := range []struct {
		lang, a, b string
		same       bool
	}{
		{"zh", "2031年政府工作报告", "政府工作报告（2032年3月5日）", true},
		{"zh", "在潮汐论坛第十五次会议上的讲话", "在潮汐论坛第九次会议上的讲话", true},
		{"zh", "在潮汐论坛上的讲话", "在渔业论坛上的讲话", false},
		{"zh", "潮汐法", "潮汐法实施条例", false},
		{"en", "Report on the Tides 2031", "Report on Tides, 2032", true},
		{"en", "Report on the Tides of the 55th Session", "Report on the Tides of the 56th Session", true},
		{"en", "Report on the Tides", "Report on the Fisheries", false},
		{"en", "QUAY_31", "QUAY_32", true},
	} {
		if a, b := TitleShape(c.a, c.lang), TitleShape(c.b, c.lang); slices.Equal(a, b) != c.same || len(a) == 0 {
			t.Errorf("%s and %s: %v and %v", c.a, c.b, a, b)
		}
	}
}

func TestTitleOccasion(t *testing.T) {
	for title, want := range map[string]string{
		"同舟共济——在潮汐论坛上的主旨演讲":                     "在潮汐论坛上的主旨演讲",
		"在潮汐论坛上的主旨演讲":                           "",
		"潮汐—渔业":                                 "",
		"Together - Address to the Tidal Forum": "Address to the Tidal Forum",
		"海务局：印发潮汐表的通知":                          "",
	} {
		if got := TitleOccasion(title); got != want {
			t.Errorf("%s: %q, not %q", title, got, want)
		}
	}
}
