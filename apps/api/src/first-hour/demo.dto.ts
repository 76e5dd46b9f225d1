export class DemoPersonDto {
  name: string;
  role: 'manager' | 'technician' | 'customer_admin';
  email: string;
  /** Password that all people of the demo world share. */
  password: string;
}

export class DemoDto {
  /** People to sign in as. Empty unless the installation contains the demo world. */
  people: DemoPersonDto[];
}
