"use strict";
SwaggerUIBundle({
  url: "/schema/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null, // the badge would ask a server elsewhere
});
