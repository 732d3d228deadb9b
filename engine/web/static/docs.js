// The API's documentation, drawn by Swagger UI from our own files. What is tried out there goes by
// the visitor's session, with the page's token.
import { signed } from "./server.js";

await window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  // So many operations are found by what they are about.
  docExpansion: "none",
  // It would be a stranger's.
  validatorUrl: null,
  requestInterceptor: signed,
});
