// Unpacks the Chromium of the package into the folder that is named, with the libraries
// and fonts that it needs where a machine has none.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const [from, to] = process.argv.slice(2);
const bin = join(from, "node_modules/@sparticuz/chromium/bin");
mkdirSync(to, { recursive: true });
for (const name of ["al2023", "fonts", "swiftshader"]) {
  const input = brotliDecompressSync(readFileSync(join(bin, `${name}.tar.br`)));
  execFileSync("tar", ["-x", "-C", to], { input });
}
const program = join(to, "chromium");
writeFileSync(program, brotliDecompressSync(readFileSync(join(bin, "chromium.br"))));
chmodSync(program, 0o755);
