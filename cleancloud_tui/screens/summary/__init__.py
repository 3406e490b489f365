"""The shop's figures: by period and by day, beside others, and the lists behind them."""
