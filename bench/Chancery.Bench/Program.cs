using BenchmarkDotNet.Running;
using Chancery.Bench;
using Chancery.Bench.OpenPgp;
using Chancery.Bench.Smime;

// dotnet run -c Release --project bench/Chancery.Bench -- --filter '*'
// dotnet run -c Release --project bench/Chancery.Bench -- quick
// dotnet run -c Release --project bench/Chancery.Bench -- smime
// dotnet run -c Release --project bench/Chancery.Bench -- pgp
if (args is ["quick"])
    Quick.Run();
else if (args is ["smime"])
    await SmimeQuick.RunAsync();
else if (args is ["pgp"])
    await PgpQuick.RunAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
