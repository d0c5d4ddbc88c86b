// Sends what is meant for the Perspective API to tactful serve, for programs with a fixed address:
//   TACTFUL_SERVE=http://127.0.0.1:8100 node --require ./redirect.js program.js
const http = require("http");
const https = require("https");

const { hostname, port } = new URL(process.env.TACTFUL_SERVE);
const request = https.request;

https.request = (options, ...rest) =>
  options.hostname === "commentanalyzer.googleapis.com"
    ? http.request({ ...options, protocol: "http:", hostname, host: hostname, port, agent: undefined }, ...rest)
    : request(options, ...rest);
