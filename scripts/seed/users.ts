/** The people of the demo shop, one at least of each role. Only ever created in a local or a trial shop. */
export interface DemoUser {
  readonly label: string;
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly groups: readonly string[];
}

const person = (name: string, role: string, groups: readonly string[]): DemoUser => ({
  label: `${name} (${role})`,
  username: `${name.toLowerCase()}@bodega.example`,
  // Twelve characters of every kind, as the pool's policy asks, and still easy to type.
  password: `Bodega.${name}.1`,
  name,
  groups,
});

export const ada = person('Ada', 'customer', ['customer']);
export const ben = person('Ben', 'customer', ['customer']);
export const selma = person('Selma', 'seller', ['customer', 'seller']);
export const stan = person('Stan', 'staff', ['staff']);
export const alma = person('Alma', 'admin', ['admin']);

export const demoUsers: readonly DemoUser[] = [ada, ben, selma, stan, alma];
