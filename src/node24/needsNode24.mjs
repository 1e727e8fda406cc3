import "./compileCache.mjs";

// Plain JavaScript, so that an old Node prints this message before it fails on TypeScript.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `Reconnect runs TypeScript directly and needs Node 24.12 or newer; this is Node ${process.versions.node}.
  → On Linux and on Windows x64, the project installs its own: run "npm ci" (without --omit=optional), then "npm start" or "npm run chat".
  → On other systems, install Node 24 from https://nodejs.org and run the same command again.`,
  );
  process.exit(1);
}
