"""Your week: what changed so that anybody would notice, which moments to watch again, what to practise next."""
