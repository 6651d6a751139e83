package publish

// packWords are the words of the page of an evidence pack.
type packWords struct {
	Title, About, Hashes, Claims, Ledger, Texts string
}

func englishPack() packWords {
	return packWords{
		Title:  "Evidence pack",
		About:  "What follows stands in the pack as data too, with all that it rests on; README.txt in it says how it is verified.",
		Hashes: "The texts themselves are not in it, but their hashes.",
		Claims: "Claims", Ledger: "What is new", Texts: "Texts that the answers rest on",
	}
}

func chinesePack() packWords {
	return packWords{
		Title:  "证据包",
		About:  "以下内容在包中另有数据，并附全部依据；核验方法见包内 README.txt。",
		Hashes: "包内没有文本，只有文本的散列值。",
		Claims: "论断", Ledger: "何者为新", Texts: "结论所据的文本",
	}
}
