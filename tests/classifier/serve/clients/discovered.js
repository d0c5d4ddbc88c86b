// googleapis-common, which google.discoverAPI of googleapis is made of: node discovered.js URL KEY BODY
const { Discovery } = require("googleapis-common");

const [url, key, body] = process.argv.slice(2);

new Discovery({ debug: false, includePrivate: false })
  .discoverAPI(url)
  .then((endpoint) => endpoint({}).comments.analyze({ key, requestBody: JSON.parse(body) }))
  .then((response) => console.log(JSON.stringify({ answer: response.data })))
  .catch((error) => console.log(JSON.stringify({ error: error.message, status: error.status || error.code })));
