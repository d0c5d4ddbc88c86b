// @conversationai/perspectiveapi-js-client: node official.js KEY TEXT ATTRIBUTE...
const { Client } = require("@conversationai/perspectiveapi-js-client");

const [key, text, ...attributes] = process.argv.slice(2);

new Client(key)
  .getScores(text, { attributes })
  .then((scores) => console.log(JSON.stringify({ scores })))
  .catch((error) => console.log(JSON.stringify({ error: error.message })));
