// perspective-api-client: node sloria.js KEY TEXT OPTIONS, the options as JSON
const Perspective = require("perspective-api-client");

const [apiKey, text, options] = process.argv.slice(2);

new Perspective({ apiKey })
  .analyze(text, JSON.parse(options))
  .then((answer) => console.log(JSON.stringify({ answer })))
  .catch((error) => console.log(JSON.stringify({ error: error.message, status: error.response && error.response.status })));
