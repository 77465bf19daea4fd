module openclaw-client-check

go 1.23
