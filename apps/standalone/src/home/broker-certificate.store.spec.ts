import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { ensureBrokerCertificate, type BrokerCertificate } from './broker-certificate.store.js';

const NAMES = ['localhost', '127.0.0.1', '::1', 'plant.example'];
const NOW = new Date();

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'dutycycle-tls-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Acts as a device: connects, trusts only the authority, and checks the name. */
async function connectAs(paths: BrokerCertificate, servername: string): Promise<string> {
  const server = createServer(
    { cert: await readFile(paths.cert), key: await readFile(paths.key) },
    (socket) => socket.end('hello'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    const ca = await readFile(paths.ca);
    return await new Promise<string>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ca, servername }, () => resolve('trusted'));
      socket.on('error', reject);
      socket.resume();
    });
  } finally {
    server.close();
  }
}

it('creates a certificate that is accepted by name by a device that trusts only the authority', async () => {
  const paths = await ensureBrokerCertificate(folder, NAMES, NOW);
  expect(await connectAs(paths, 'plant.example')).toBe('trusted');
  await expect(connectAs(paths, 'other.example')).rejects.toThrow(/altnames/i);
  expect((await stat(paths.key)).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'ca.key'))).mode & 0o777).toBe(0o600);
});

it('keeps it while it is usable, and the authority permanently', async () => {
  const paths = await ensureBrokerCertificate(folder, NAMES, NOW);
  const read = () => Promise.all([readFile(paths.cert, 'utf8'), readFile(paths.ca, 'utf8')]);
  const first = await read();
  await ensureBrokerCertificate(folder, NAMES, NOW);
  expect(await read()).toEqual(first);

  await ensureBrokerCertificate(folder, [...NAMES, '10.1.2.3'], NOW);
  const renamed = await read();
  expect(renamed[0]).not.toBe(first[0]);
  expect(renamed[1]).toBe(first[1]);

  await ensureBrokerCertificate(folder, NAMES, new Date(NOW.getTime() + 350 * 86_400_000));
  const renewed = await read();
  expect(renewed[0]).not.toBe(renamed[0]);
  expect(renewed[1]).toBe(first[1]);
});
