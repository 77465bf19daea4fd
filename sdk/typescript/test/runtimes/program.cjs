const sdk = require('@openclaw/sdk')

void import('./process.mjs').then(({ exerciseHere }) => exerciseHere(sdk))
