import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readStandaloneConfig } from '../config.js';
import { assertConfirmed } from '../commands/confirmation.prompt.js';
import { nameBackup, parseBackupArguments } from '../domain/home/backup-command-line.js';
import { explainFailure } from '../commands/explain-failure.js';
import { HomeFolder } from '../home/home-folder.store.js';
import { lockHome, assertNoForeignFiles } from '../home/home.gate.js';
import { Log } from '../supervision/log.writer.js';
import { ProcessRecords } from '../supervision/process-records.store.js';
import type { Product } from '../product.facts.js';
import { StartRejected } from '../start-rejected.error.js';
import { ArchiveWriter } from './archive.writer.js';
import { backUpInstallation } from './installation.backup.js';
import { InstallationRestore } from './installation.restore.js';

/** `npm run backup -- [FILE] [--portable] [--yes]` */
export async function runBackup(args: readonly string[], product: Product): Promise<void> {
  await reportFailure(async () => {
    const { options, config, home, records, log } = prepare(args);
    const file = resolve(options.file ?? nameBackup(new Date()));
    if (existsSync(file)) await assertConfirmed(`${file} exists and will be overwritten.`, options.yes);
    const archive = new ArchiveWriter(file);
    try {
      await backUpInstallation(archive, { config, product, home, records, log, portable: options.portable });
      const bytes = await archive.finish();
      process.stdout.write(
        `${file}\n${describeSize(bytes)}. It contains the installation's secret. Store it as securely as the home.\n`,
      );
    } catch (error) {
      await archive.abandon();
      throw error;
    }
  });
}

/** `npm run restore -- FILE [--yes]` */
export async function runRestore(args: readonly string[], product: Product): Promise<void> {
  await reportFailure(async () => {
    const { options, config, home, records, log } = prepare(args);
    if (options.file === undefined)
      throw new StartRejected('Enter the backup to restore: npm run restore -- FILE');
    const file = resolve(options.file);
    if (!existsSync(file)) throw new StartRejected(`There is no file ${file}. Check the path.`);
    if (!statSync(file).isFile()) throw new StartRejected(`${file} is not a file. Name a backup file.`);
    await assertNoForeignFiles(home);
    const release = await lockHome(home, records, log);
    try {
      await new InstallationRestore({ config, product, home, log, yes: options.yes }).run(file);
    } finally {
      await release();
    }
    process.stdout.write(`Restored ${home.path} from ${file}.\nRun npm start to start the product.\n`);
  });
}

function describeSize(bytes: number): string {
  const kib = Math.ceil(bytes / 1024);
  return kib < 1024 ? `${kib} kB` : `${(kib / 1024).toFixed(1)} MB`;
}

function prepare(args: readonly string[]) {
  const commandLine = parseBackupArguments(args);
  const reading = readStandaloneConfig(process.cwd());
  if (!commandLine.options || !reading.config)
    throw new StartRejected([...commandLine.faults, ...reading.faults].join('\n'));
  const home = new HomeFolder(reading.config.home);
  return {
    options: commandLine.options,
    config: reading.config,
    home,
    records: new ProcessRecords(home.pathOf('run')),
    log: new Log(home.pathOf('log'), false),
  };
}

async function reportFailure(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}
