const sdk = require('@openclaw/sdk')

void import('./exercise.mjs').then(({ exercise }) => exercise(sdk))
