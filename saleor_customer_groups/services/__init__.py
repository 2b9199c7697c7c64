"""The verbs: every change and every price goes through here, transactions included."""
