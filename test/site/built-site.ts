import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../examples/run-program.js';

const run = promisify(execFile);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The docs site, built for a test and served on the loopback interface. */
export class BuiltSite implements AsyncDisposable {
  /** Where it is served, without a slash at the end. */
  readonly url: string;
  /** Its files. */
  readonly folder: string;
  readonly #server: Server;

  private constructor(folder: string, server: Server) {
    this.folder = folder;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async build(): Promise<BuiltSite> {
    const folder = await mkdtemp(join(tmpdir(), 'docs-site-'));
    const typedoc = join(root, 'node_modules/typedoc/bin/typedoc');
    await run(process.execPath, [typedoc, '--out', folder], { cwd: root });
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
      readFile(join(folder, path === '/' ? 'index.html' : path)).then(
        (content) => {
          const type = TYPES[extname(path)] ?? (path === '/' ? 'text/html; charset=utf-8' : 'text/plain');
          response.writeHead(200, { 'content-type': type }).end(content);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new BuiltSite(folder, server);
  }

  /** The pages, from the folder of the site. */
  async pages(): Promise<readonly string[]> {
    const names = await readdir(this.folder, { recursive: true });
    return names.filter((name) => name.endsWith('.html')).sort();
  }

  read(page: string): Promise<string> {
    return readFile(join(this.folder, page), 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }
}
