// Dredd takes hooks from files alone; those that it is to run are functions of the running test.
const hooks = require('hooks')

hooks.configuration.custom.register(hooks)
