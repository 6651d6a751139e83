package extract

import "context"

func readMarkdown(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	return readText(ctx, data, hint)
}
