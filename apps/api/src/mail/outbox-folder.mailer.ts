import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type AccountMail, Mailer } from '#organization';
import { newId } from '#platform';
import { composeMail } from './compose-mail.js';

/** Without a mail server a mail is a file that any mail program opens: `<folder>/<id>.eml`, the newest last. */
export class OutboxFolderMailer extends Mailer {
  private readonly transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
    private readonly publicUrl: string,
  ) {
    super();
  }

  override async send(mail: AccountMail): Promise<void> {
    const { message } = await this.transport.sendMail({
      from: this.from,
      ...composeMail(mail, this.publicUrl),
    });
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${newId()}.eml`);
    // The link in it is as good as a password: nobody else on the machine may read it.
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
    await rename(`${path}.part`, path);
  }
}
