// Comfort only: every page works without this file. Behaviors are found by data-attributes.
import "./keyboard.js";
import "./messages.js";
import "./forms.js";
import "./share.js";
import "./reveal.js";
