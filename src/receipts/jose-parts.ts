/** What receipts need of `jose`, as a file to load when the first one is signed or checked: `import("jose")` would bring all of it along. */
export { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK } from "jose";
