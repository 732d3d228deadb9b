"""DingTalk: the official Stream SDK or HTTP callbacks, markdown, interactive cards, files."""
