import './workers.ts';
import 'graphiql/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import type { ExplorerConfig } from '../config.ts';
import { Explorer } from './explorer.tsx';

const config = JSON.parse(document.getElementById('config')!.textContent ?? '') as ExplorerConfig;

createRoot(document.getElementById('explorer')!).render(<Explorer config={config} />);
