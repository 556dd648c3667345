"""The practice portal: a made-up supplier with 26 invoices to try the whole job on; knows nothing of Moisson."""
