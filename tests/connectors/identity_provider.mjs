// A real OpenID Connect provider on this machine, with one client and invented people, for the tests alone.
// node identity_provider.mjs <port> <redirect uri>; says "ready" when it listens.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = {
  anh: {
    TechID: "T-1001", LoaiTaiKhoan: "1", SoDinhDanh: "033591204716", HoVaTen: "Đặng Thị Ngọc Ánh",
    NgayThangNamSinh: "14/09/1991", GioiTinh: "Nữ", NoiOHienNay: "Số 27 Nguyễn Văn Linh, phường Phố Hiến",
  },
  congty: { TechID: "T-2001", LoaiTaiKhoan: "2", MaSoThue: "0100109106", HoVaTen: "Công ty Mẫu" },
  binh: { TechID: "T-1002", LoaiTaiKhoan: "1", SoDinhDanh: "033591204733", HoVaTen: "Trần Văn Bình" },
};
const names = ["TechID", "LoaiTaiKhoan", "SoDinhDanh", "HoVaTen", "NgayThangNamSinh", "GioiTinh", "NoiOHienNay", "MaSoThue"];

const provider = new Provider(issuer, {
  clients: [{
    client_id: "motcua", client_secret: "a-secret-of-the-tests", redirect_uris: [redirect],
    grant_types: ["authorization_code"], response_types: ["code"],
  }],
  claims: { openid: ["sub", ...names] },
  cookies: { keys: ["of the tests"] },
  pkce: { required: () => true },
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
