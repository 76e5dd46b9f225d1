import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../database/ids.js';
import { type Mail, MailTransport, toMessage } from './mail-transport.js';

/** Without a mail server a mail is a file that any mail program opens: `<folder>/<id>.eml`, the newest last. */
export class OutboxFolder extends MailTransport {
  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  override async deliver(mail: Mail): Promise<void> {
    // Loaded with the first mail, and not at the start of every process.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message } = await transport.sendMail(toMessage(mail, this.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${newId()}.eml`);
    // A link in it may be as good as a password: nobody else on the machine may read it.
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }
}
