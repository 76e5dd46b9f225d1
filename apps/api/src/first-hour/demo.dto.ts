export class DemoPersonDto {
  name: string;
  role: 'manager' | 'technician' | 'customer_admin';
  email: string;
  /** Password that all demo users share. */
  password: string;
}

export class DemoDto {
  /** Demo users to sign in as. Empty unless the installation contains the demo world. */
  people: DemoPersonDto[];
}
