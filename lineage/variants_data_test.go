package lineage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

// Variants in real texts, to be read. The limits were chosen with those of
// TestKnownFormulations and the first list of each library; the phrases of the
// second were looked at once, to judge the result:
// go test ./lineage -run TestVariantsToRead -v
func TestVariantsToRead(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 20 MB of real texts; run without -short")
	}
	for _, c := range []struct {
		load    func(testing.TB) *library
		chosen  []string // limits were chosen with them
		phrases []string
	}{
		{
			workReports,
			[]string{
				"社会主义精神文明建设", "全面建设小康社会", "转变经济发展方式", "独立自主的和平外交政策", "农业现代化", "扩大内需",
				"保障性住房", "国民经济和社会发展", "有中国特色的社会主义", "和平共处五项原则", "实事求是", "多快好省",
			},
			[]string{"家庭联产承包责任制", "以经济建设为中心", "宏观调控", "民主法制建设", "勤俭建国", "和平统一祖国", "社会保障体系", "工农业总产值", "对外开放政策", "科学技术现代化", "计划经济", "中央和地方"},
		},
		{
			news,
			[]string{
				"人类命运共同体", "全面建设社会主义现代化国家", "构建人类命运共同体", "疫情防控工作", "乡村振兴战略", "全过程人民民主",
				"网络空间命运共同体", "绿色低碳发展", "中华民族伟大复兴", "科技自立自强",
			},
			[]string{"粮食安全", "常态化疫情防控", "共同富裕", "一带一路", "数字经济发展", "全球发展倡议", "生态文明建设", "国家治理体系和治理能力现代化", "优化营商环境", "坚持以人民为中心"},
		},
		{
			debates,
			[]string{
				"community of shared future for mankind", "reform of the Security Council", "sustainable development goals",
				"rule of law", "climate change", "peaceful settlement of disputes", "nuclear weapons", "a rules-based international order",
			},
			[]string{"territorial integrity and sovereignty", "the right to self-determination", "new international economic order", "fight against terrorism", "two-State solution", "human rights and fundamental freedoms", "general and complete disarmament", "least developed countries"},
		},
	} {
		l := c.load(t)
		for _, phrase := range append(c.chosen, c.phrases...) {
			show(t, l.trace(phrase, Options{Limit: 12}))
		}
	}
}

// debates are statements in the General Debate of the United Nations.
func debates(t testing.TB) *library {
	dir := dataDir(t, "ungdc")
	l := newLibrary(t)
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		parts := strings.Split(name, "_")
		if err != nil || len(parts) != 3 || !strings.HasSuffix(path, ".txt") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		l.put(tifa.Edition{Address: strings.ToLower(strings.ReplaceAll(name, "_", "-")) + ".en", Lang: "en", Title: name, Issuer: parts[0]},
			parts[2], string(b))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	l.build()
	return l
}
