import "./compileCache.mjs";

// Plain JavaScript, so that an old Node reaches this sentence before it trips over TypeScript.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `Reconnect runs its TypeScript as it is and needs Node 24.12 or newer; this is Node ${process.versions.node}.
  → On Linux, and on Windows x64, the project brings its own: run "npm ci" (without --omit=optional) and start it with "npm start" or "npm run chat".
  → Elsewhere install Node 24 from https://nodejs.org and run the same command again.`,
  );
  process.exit(1);
}
