import { Home } from "@/portal/Home";

export default function Page() {
  return <Home />;
}
