using System.Text;
using Chancery.Host.Cli;

using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
try
{
    return await CommandLine.RunAsync(args, output, error);
}
catch (Exception fault)
{
    return Guard.WriteFault(error, fault);
}
