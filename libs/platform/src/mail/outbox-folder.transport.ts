import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../database/ids.js';
import { type Mail, MailTransport, toMessage } from './mail-transport.js';

/**
 * Writes each email to a file that any mail program can open (`<folder>/<id>.eml`), for installations without a mail
 * server. The names of the files sort from oldest to newest.
 */
export class OutboxFolder extends MailTransport {
  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  override async deliver(mail: Mail): Promise<void> {
    // The library is loaded with the first email, not at the start of every process.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message } = await transport.sendMail(toMessage(mail, this.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${newId()}.eml`);
    // A link in the email can grant access like a password, so other users of this computer must not be able to read
    // the file.
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }
}
