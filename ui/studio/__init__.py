"""The recording studio: devices, stage and recordings, as practice, mock loops and the first start use them."""
