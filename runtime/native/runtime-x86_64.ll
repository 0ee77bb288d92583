; Made by `make runtime-ir` from the C beside it: change that.
; sources aa1a641683f00f4f526c55081293e56dfdb2144edf63dad5b49171a44ffa5edb
; ModuleID = 'runtime.c'
source_filename = "runtime.c"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%struct.zs_model = type { i32, i32, i32, i32, i32, i32, i32, i32, i32, i64, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, i64, ptr }
%struct.anon = type { %union.pthread_mutex_t, [512 x i8] }
%union.pthread_mutex_t = type { %struct.__pthread_mutex_s }
%struct.__pthread_mutex_s = type { i32, i32, i32, i32, i32, i16, i16, %struct.__pthread_internal_list }
%struct.__pthread_internal_list = type { ptr, ptr }
%struct.anon.0 = type { %union.pthread_mutex_t, %struct.region, i64 }
%struct.region = type { ptr, i64 }
%struct.anon.1 = type { ptr, i32 }
%struct.cpu_mask = type { [16 x i64] }
%struct.zs_port = type { ptr, i32, i32, ptr }
%struct.worker = type { ptr, i32, i64 }
%struct.zs_tensor = type { ptr, i64, i32, i32, ptr, ptr }
%struct.zs_symbol = type { ptr, i64, i64 }
%struct.zs_step = type { ptr, ptr, i64, i64 }
%struct.__va_list_tag = type { i32, i32, ptr, ptr }
%struct.zs_plan = type { i64, i64, i64, i64, i64, i64, i64, i64, i64, ptr }
%struct.zs_reloc = type { i64, i64, i64 }
%struct.__sigset_t = type { [16 x i64] }
%struct.timespec = type { i64, i64 }
%struct.zs_region = type { i64, i64, i64, i64, i64 }

@zs_this_model = external hidden constant %struct.zs_model, align 8
@.str = private unnamed_addr constant [16 x i8] c"session is NULL\00", align 1
@.str.1 = private unnamed_addr constant [43 x i8] c"the system refused the memory of a session\00", align 1
@.str.2 = private unnamed_addr constant [39 x i8] c"output %d does not exist, there are %d\00", align 1
@.str.3 = private unnamed_addr constant [44 x i8] c"output '%s': its dims are known after a run\00", align 1
@.str.4 = private unnamed_addr constant [43 x i8] c"nothing was measured: open with ZS_PROFILE\00", align 1
@open_failure = internal global %struct.anon zeroinitializer, align 8
@.str.5 = private unnamed_addr constant [3 x i8] c"%s\00", align 1
@.str.6 = private unnamed_addr constant [48 x i8] c"the library is damaged: compile the model again\00", align 1
@.str.7 = private unnamed_addr constant [64 x i8] c"this processor lacks %s; compile the model for it with --target\00", align 1
@.str.8 = private unnamed_addr constant [34 x i8] c"a feature unknown to this runtime\00", align 1
@cpu_feature_names = internal unnamed_addr constant [8 x ptr] [ptr @.str.10, ptr @.str.11, ptr @.str.12, ptr @.str.13, ptr @.str.14, ptr @.str.15, ptr @.str.16, ptr @.str.17], align 16
@.str.10 = private unnamed_addr constant [5 x i8] c"avx2\00", align 1
@.str.11 = private unnamed_addr constant [4 x i8] c"fma\00", align 1
@.str.12 = private unnamed_addr constant [8 x i8] c"avx512f\00", align 1
@.str.13 = private unnamed_addr constant [9 x i8] c"avx512bw\00", align 1
@.str.14 = private unnamed_addr constant [9 x i8] c"avx512dq\00", align 1
@.str.15 = private unnamed_addr constant [9 x i8] c"avx512vl\00", align 1
@.str.16 = private unnamed_addr constant [5 x i8] c"f16c\00", align 1
@.str.17 = private unnamed_addr constant [5 x i8] c"bmi2\00", align 1
@.str.18 = private unnamed_addr constant [54 x i8] c"options.size is %llu, must be sizeof(zs_options), %zu\00", align 1
@.str.19 = private unnamed_addr constant [37 x i8] c"options.flags has unknown bits: 0x%x\00", align 1
@.str.20 = private unnamed_addr constant [56 x i8] c"options.threads is %d, must be 1..%d, or 0 for all CPUs\00", align 1
@.str.21 = private unnamed_addr constant [51 x i8] c"options.memory_limit is %lld, must not be negative\00", align 1
@.str.22 = private unnamed_addr constant [50 x i8] c"cannot start %d threads (error %d); ask for fewer\00", align 1
@.str.23 = private unnamed_addr constant [12 x i8] c"zeroskip-%d\00", align 1
@.str.24 = private unnamed_addr constant [31 x i8] c"raise it or open with ZS_SHARE\00", align 1
@.str.25 = private unnamed_addr constant [81 x i8] c"the system refused %lld bytes for the weights; free memory or open with ZS_SHARE\00", align 1
@.str.26 = private unnamed_addr constant [71 x i8] c"%zu bytes of memory are needed, more than the memory_limit of %lld; %s\00", align 1
@shared_weights = internal global %struct.anon.0 zeroinitializer, align 8
@.str.27 = private unnamed_addr constant [32 x i8] c"raise it or feed smaller inputs\00", align 1
@.str.28 = private unnamed_addr constant [75 x i8] c"the system refused %zu bytes of memory; feed smaller inputs or free memory\00", align 1
@.str.29 = private unnamed_addr constant [15 x i8] c"inputs is NULL\00", align 1
@.str.30 = private unnamed_addr constant [16 x i8] c"outputs is NULL\00", align 1
@.str.31 = private unnamed_addr constant [30 x i8] c"input '%s': is %s, must be %s\00", align 1
@.str.32 = private unnamed_addr constant [38 x i8] c"input '%s': has %d dims, must have %d\00", align 1
@.str.33 = private unnamed_addr constant [25 x i8] c"input '%s': dims is NULL\00", align 1
@.str.34 = private unnamed_addr constant [57 x i8] c"input '%s': has %zu bytes, its dims and strides need %zu\00", align 1
@.str.35 = private unnamed_addr constant [25 x i8] c"input '%s': data is NULL\00", align 1
@.str.36 = private unnamed_addr constant [19 x i8] c"of an unknown type\00", align 1
@.str.37 = private unnamed_addr constant [8 x i8] c"float32\00", align 1
@.str.38 = private unnamed_addr constant [6 x i8] c"uint8\00", align 1
@.str.39 = private unnamed_addr constant [5 x i8] c"int8\00", align 1
@.str.40 = private unnamed_addr constant [7 x i8] c"uint16\00", align 1
@.str.41 = private unnamed_addr constant [6 x i8] c"int16\00", align 1
@.str.42 = private unnamed_addr constant [6 x i8] c"int32\00", align 1
@.str.43 = private unnamed_addr constant [6 x i8] c"int64\00", align 1
@.str.44 = private unnamed_addr constant [5 x i8] c"bool\00", align 1
@.str.45 = private unnamed_addr constant [8 x i8] c"float16\00", align 1
@.str.46 = private unnamed_addr constant [8 x i8] c"float64\00", align 1
@.str.47 = private unnamed_addr constant [7 x i8] c"uint32\00", align 1
@.str.48 = private unnamed_addr constant [7 x i8] c"uint64\00", align 1
@.str.49 = private unnamed_addr constant [10 x i8] c"complex64\00", align 1
@.str.50 = private unnamed_addr constant [11 x i8] c"complex128\00", align 1
@.str.51 = private unnamed_addr constant [9 x i8] c"bfloat16\00", align 1
@dtypes = internal unnamed_addr constant <{ %struct.anon.1, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, %struct.anon.1, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] } }> <{ %struct.anon.1 zeroinitializer, { ptr, i32, [4 x i8] } { ptr @.str.37, i32 4, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.38, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.39, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.40, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.41, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.42, i32 4, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.43, i32 8, [4 x i8] zeroinitializer }, %struct.anon.1 zeroinitializer, { ptr, i32, [4 x i8] } { ptr @.str.44, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.45, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.46, i32 8, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.47, i32 4, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.48, i32 8, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.49, i32 8, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.50, i32 16, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.51, i32 2, [4 x i8] zeroinitializer } }>, align 16
@.str.53 = private unnamed_addr constant [41 x i8] c"input '%s': dim %d is %lld, must be %lld\00", align 1
@.str.54 = private unnamed_addr constant [82 x i8] c"input '%s': dim %d (%s) is %lld, outside %lld..%lld; compile with --dim %s=LO..HI\00", align 1
@.str.55 = private unnamed_addr constant [63 x i8] c"input '%s': dim %d (%s) is %lld, but input '%s' has %lld there\00", align 1
@.str.56 = private unnamed_addr constant [31 x i8] c"output '%s': is %s, must be %s\00", align 1
@.str.57 = private unnamed_addr constant [34 x i8] c"output '%s': strides must be NULL\00", align 1
@.str.58 = private unnamed_addr constant [49 x i8] c"output '%s': data must be aligned to one element\00", align 1
@.str.59 = private unnamed_addr constant [47 x i8] c"output '%s': has room for %zu bytes, needs %zu\00", align 1
@.str.60 = private unnamed_addr constant [52 x i8] c"output '%s': the system refused %zu bytes of memory\00", align 1
@.str.61 = private unnamed_addr constant [34 x i8] c"raise it or feed row-major inputs\00", align 1
@.str.62 = private unnamed_addr constant [35 x i8] c"cannot start %d threads (error %d)\00", align 1
@.str.63 = private unnamed_addr constant [36 x i8] c"step '%s': an index is out of range\00", align 1
@.str.64 = private unnamed_addr constant [40 x i8] c"step '%s': sizes that must agree do not\00", align 1
@.str.65 = private unnamed_addr constant [33 x i8] c"step '%s': failed with status %d\00", align 1

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable
define noundef i32 @zs_abi() local_unnamed_addr #0 {
  ret i32 2
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable
define ptr @zs_manifest() local_unnamed_addr #0 {
  %1 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @zs_this_model, i64 120), align 8
  ret ptr %1
}

; Function Attrs: nounwind uwtable
define range(i32 0, 6) i32 @zs_open(ptr noundef writeonly captures(address_is_null) %0, ptr noundef readonly captures(address_is_null) %1) local_unnamed_addr #1 {
  %3 = alloca %struct.cpu_mask, align 8
  %4 = alloca %struct.cpu_mask, align 8
  %5 = alloca [128 x i8], align 16
  %6 = alloca ptr, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #14
  %7 = icmp eq ptr %0, null
  br i1 %7, label %8, label %11

8:                                                ; preds = %2
  %9 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull @open_failure) #14
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), ptr noundef nonnull align 1 dereferenceable(16) @.str, i64 16, i1 false)
  %10 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull @open_failure) #14
  br label %377

11:                                               ; preds = %2
  store ptr null, ptr %0, align 8
  %12 = call i32 @posix_memalign(ptr noundef nonnull %6, i64 noundef 64, i64 noundef 1216) #14
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %17, label %14

14:                                               ; preds = %11
  %15 = call i32 @pthread_mutex_lock(ptr noundef nonnull @open_failure) #14
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(43) getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), ptr noundef nonnull align 1 dereferenceable(43) @.str.1, i64 43, i1 false)
  %16 = call i32 @pthread_mutex_unlock(ptr noundef nonnull @open_failure) #14
  br label %377

17:                                               ; preds = %11
  %18 = load ptr, ptr %6, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 1 dereferenceable(1216) %18, i8 0, i64 1216, i1 false)
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 448
  %20 = call i32 @pthread_mutex_init(ptr noundef nonnull %19, ptr noundef null) #14
  %21 = getelementptr inbounds nuw i8, ptr %18, i64 512
  store ptr @zs_this_model, ptr %21, align 64
  %22 = load i32, ptr @zs_this_model, align 8
  %23 = icmp eq i32 %22, 2
  br i1 %23, label %26, label %24

24:                                               ; preds = %17
  %25 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.6)
  br label %370

26:                                               ; preds = %17
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #14
  %27 = load i32, ptr getelementptr inbounds nuw (i8, ptr @zs_this_model, i64 4), align 4
  %28 = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 0, i32 0) #14, !srcloc !5
  %29 = extractvalue { i32, i32, i32, i32 } %28, 0
  %30 = icmp ult i32 %29, 7
  br i1 %30, label %75, label %31

31:                                               ; preds = %26
  %32 = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 1, i32 0) #14, !srcloc !5
  %33 = extractvalue { i32, i32, i32, i32 } %32, 2
  %34 = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 7, i32 0) #14, !srcloc !5
  %35 = extractvalue { i32, i32, i32, i32 } %34, 1
  %36 = and i32 %33, 134217728
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %41

38:                                               ; preds = %31
  %39 = lshr i32 %35, 1
  %40 = and i32 %39, 128
  br label %75

41:                                               ; preds = %31
  %42 = call { i32, i32 } asm sideeffect "xgetbv", "={ax},={dx},{cx},~{dirflag},~{fpsr},~{flags}"(i32 0) #14, !srcloc !6
  %43 = extractvalue { i32, i32 } %42, 0
  %44 = and i32 %43, 6
  %45 = icmp eq i32 %44, 6
  %46 = and i32 %43, 230
  %47 = icmp eq i32 %46, 230
  %48 = lshr i32 %35, 1
  %49 = and i32 %48, 128
  br i1 %45, label %50, label %60

50:                                               ; preds = %41
  %51 = lshr i32 %35, 5
  %52 = and i32 %51, 1
  %53 = lshr i32 %33, 11
  %54 = and i32 %53, 2
  %55 = lshr i32 %33, 23
  %56 = and i32 %55, 64
  %57 = or disjoint i32 %56, %54
  %58 = or disjoint i32 %57, %52
  %59 = or disjoint i32 %58, %49
  br i1 %47, label %61, label %75

60:                                               ; preds = %41
  br i1 %47, label %61, label %75

61:                                               ; preds = %60, %50
  %62 = phi i32 [ %59, %50 ], [ %49, %60 ]
  %63 = lshr i32 %35, 14
  %64 = and i32 %63, 4
  %65 = lshr i32 %35, 27
  %66 = and i32 %65, 8
  %67 = or disjoint i32 %64, %66
  %68 = lshr i32 %35, 13
  %69 = and i32 %68, 16
  %70 = or disjoint i32 %67, %69
  %71 = lshr i32 %35, 26
  %72 = and i32 %71, 32
  %73 = or disjoint i32 %70, %72
  %74 = or i32 %73, %62
  br label %75

75:                                               ; preds = %61, %60, %50, %38, %26
  %76 = phi i32 [ 0, %26 ], [ %49, %60 ], [ %74, %61 ], [ %40, %38 ], [ %59, %50 ]
  %77 = xor i32 %76, -1
  %78 = and i32 %27, %77
  %79 = icmp eq i32 %78, 0
  br i1 %79, label %110, label %80

80:                                               ; preds = %75
  store i8 0, ptr %5, align 16
  br label %81

81:                                               ; preds = %102, %80
  %82 = phi i64 [ 0, %80 ], [ %103, %102 ]
  %83 = trunc nuw nsw i64 %82 to i32
  %84 = shl nuw nsw i32 1, %83
  %85 = and i32 %84, %78
  %86 = icmp eq i32 %85, 0
  br i1 %86, label %102, label %87

87:                                               ; preds = %81
  %88 = call i64 @strlen(ptr nonnull dereferenceable(1) %5)
  %89 = getelementptr inbounds nuw ptr, ptr @cpu_feature_names, i64 %82
  %90 = load ptr, ptr %89, align 8
  %91 = call i64 @strlen(ptr noundef nonnull dereferenceable(1) %90) #23
  %92 = add i64 %88, -127
  %93 = add i64 %92, %91
  %94 = icmp ult i64 %93, -129
  br i1 %94, label %102, label %95

95:                                               ; preds = %87
  %96 = load i8, ptr %5, align 16
  %97 = icmp eq i8 %96, 0
  br i1 %97, label %100, label %98

98:                                               ; preds = %95
  %99 = getelementptr inbounds i8, ptr %5, i64 %88
  store i16 32, ptr %99, align 1
  br label %100

100:                                              ; preds = %98, %95
  %101 = call ptr @strcat(ptr noundef nonnull dereferenceable(1) %5, ptr noundef nonnull dereferenceable(1) %90) #14
  br label %102

102:                                              ; preds = %100, %87, %81
  %103 = add nuw nsw i64 %82, 1
  %104 = icmp eq i64 %103, 8
  br i1 %104, label %105, label %81, !llvm.loop !7

105:                                              ; preds = %102
  %106 = load i8, ptr %5, align 16
  %107 = icmp eq i8 %106, 0
  %108 = select i1 %107, ptr @.str.8, ptr %5
  %109 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 4, ptr noundef nonnull @.str.7, ptr noundef nonnull %108)
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #14
  br label %370

110:                                              ; preds = %75
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #14
  %111 = getelementptr inbounds nuw i8, ptr %18, i64 488
  store i64 24, ptr %111, align 8
  %112 = icmp eq ptr %1, null
  br i1 %112, label %119, label %113

113:                                              ; preds = %110
  %114 = load i64, ptr %1, align 8
  %115 = icmp eq i64 %114, 24
  br i1 %115, label %118, label %116

116:                                              ; preds = %113
  %117 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.18, i64 noundef %114, i64 noundef 24)
  br label %370

118:                                              ; preds = %113
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %111, ptr noundef nonnull readonly align 8 dereferenceable(24) %1, i64 24, i1 false)
  br label %119

119:                                              ; preds = %118, %110
  %120 = getelementptr inbounds nuw i8, ptr %18, i64 500
  %121 = load i32, ptr %120, align 4
  %122 = and i32 %121, -16
  %123 = icmp eq i32 %122, 0
  br i1 %123, label %126, label %124

124:                                              ; preds = %119
  %125 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.19, i32 noundef %122)
  br label %370

126:                                              ; preds = %119
  %127 = getelementptr inbounds nuw i8, ptr %18, i64 496
  %128 = load i32, ptr %127, align 8
  %129 = icmp ugt i32 %128, 1024
  br i1 %129, label %130, label %132

130:                                              ; preds = %126
  %131 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.20, i32 noundef %128, i32 noundef 1024)
  br label %370

132:                                              ; preds = %126
  %133 = getelementptr inbounds nuw i8, ptr %18, i64 504
  %134 = load i64, ptr %133, align 8
  %135 = icmp slt i64 %134, 0
  br i1 %135, label %136, label %138

136:                                              ; preds = %132
  %137 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.21, i64 noundef %134)
  br label %370

138:                                              ; preds = %132
  %139 = icmp eq i32 %128, 0
  br i1 %139, label %140, label %164

140:                                              ; preds = %138
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %4, i8 0, i64 128, i1 false), !alias.scope !10
  %141 = call i32 @sched_getaffinity(i32 noundef 0, i64 noundef 128, ptr noundef nonnull align 8 %4) #14
  %142 = icmp eq i32 %141, 0
  br i1 %142, label %144, label %143

143:                                              ; preds = %140
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %4, i8 0, i64 128, i1 false), !alias.scope !10
  br label %144

144:                                              ; preds = %143, %140
  br label %145

145:                                              ; preds = %144, %151
  %146 = phi i64 [ %153, %151 ], [ 0, %144 ]
  %147 = phi i32 [ %152, %151 ], [ 0, %144 ]
  %148 = getelementptr inbounds nuw i64, ptr %4, i64 %146
  %149 = load i64, ptr %148, align 8
  %150 = icmp eq i64 %149, 0
  br i1 %150, label %151, label %155

151:                                              ; preds = %155, %145
  %152 = phi i32 [ %147, %145 ], [ %158, %155 ]
  %153 = add nuw nsw i64 %146, 1
  %154 = icmp eq i64 %153, 16
  br i1 %154, label %162, label %145, !llvm.loop !13

155:                                              ; preds = %145, %155
  %156 = phi i64 [ %160, %155 ], [ %149, %145 ]
  %157 = phi i32 [ %158, %155 ], [ %147, %145 ]
  %158 = add nsw i32 %157, 1
  %159 = add i64 %156, -1
  %160 = and i64 %159, %156
  %161 = icmp eq i64 %160, 0
  br i1 %161, label %151, label %155, !llvm.loop !14

162:                                              ; preds = %151
  %163 = call range(i32 1, 0) i32 @llvm.umax.i32(i32 %152, i32 1)
  store i32 %163, ptr %127, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  br label %164

164:                                              ; preds = %162, %138
  %165 = phi i32 [ %128, %138 ], [ %163, %162 ]
  %166 = load ptr, ptr %21, align 64
  %167 = getelementptr inbounds nuw i8, ptr %166, i64 8
  %168 = load i32, ptr %167, align 8
  %169 = getelementptr inbounds nuw i8, ptr %166, i64 40
  %170 = load i64, ptr %169, align 8
  %171 = getelementptr inbounds nuw i8, ptr %166, i64 12
  %172 = load i32, ptr %171, align 4
  %173 = sext i32 %172 to i64
  %174 = getelementptr inbounds nuw i8, ptr %166, i64 16
  %175 = load i32, ptr %174, align 8
  %176 = sext i32 %175 to i64
  %177 = icmp sgt i32 %175, 0
  br i1 %177, label %178, label %184

178:                                              ; preds = %164
  %179 = getelementptr inbounds nuw i8, ptr %166, i64 64
  %180 = load ptr, ptr %179, align 8
  %181 = zext nneg i32 %175 to i64
  br label %255

182:                                              ; preds = %255
  %183 = call i64 @llvm.umax.i64(i64 %262, i64 1)
  br label %184

184:                                              ; preds = %182, %164
  %185 = phi i64 [ 1, %164 ], [ %183, %182 ]
  %186 = call i32 @llvm.umax.i32(i32 %168, i32 1)
  %187 = sext i32 %186 to i64
  %188 = call noalias ptr @calloc(i64 noundef %187, i64 noundef 8) #24
  %189 = icmp eq ptr %188, null
  %190 = getelementptr inbounds nuw i8, ptr %18, i64 544
  store ptr %188, ptr %190, align 32
  %191 = call noalias ptr @calloc(i64 noundef %187, i64 noundef 8) #24
  %192 = icmp eq ptr %191, null
  %193 = or i1 %189, %192
  %194 = getelementptr inbounds nuw i8, ptr %18, i64 552
  store ptr %191, ptr %194, align 8
  %195 = call noalias ptr @calloc(i64 noundef %187, i64 noundef 4) #24
  %196 = icmp eq ptr %195, null
  %197 = or i1 %193, %196
  %198 = getelementptr inbounds nuw i8, ptr %18, i64 560
  store ptr %195, ptr %198, align 16
  %199 = call i64 @llvm.umax.i64(i64 %170, i64 1)
  %200 = call noalias ptr @calloc(i64 noundef %199, i64 noundef 8) #24
  %201 = icmp eq ptr %200, null
  %202 = or i1 %197, %201
  %203 = getelementptr inbounds nuw i8, ptr %18, i64 568
  store ptr %200, ptr %203, align 8
  %204 = sext i32 %165 to i64
  %205 = mul i64 %170, %204
  %206 = call i64 @llvm.umax.i64(i64 %205, i64 1)
  %207 = call noalias ptr @calloc(i64 noundef %206, i64 noundef 8) #24
  %208 = icmp eq ptr %207, null
  %209 = or i1 %202, %208
  %210 = getelementptr inbounds nuw i8, ptr %18, i64 576
  store ptr %207, ptr %210, align 64
  %211 = call noalias ptr @calloc(i64 noundef %185, i64 noundef 8) #24
  %212 = icmp eq ptr %211, null
  %213 = or i1 %209, %212
  %214 = getelementptr inbounds nuw i8, ptr %18, i64 584
  store ptr %211, ptr %214, align 8
  %215 = add nsw i64 %173, 3
  %216 = add nsw i64 %215, %176
  %217 = call i64 @llvm.umax.i64(i64 %216, i64 1)
  %218 = call noalias ptr @calloc(i64 noundef %217, i64 noundef 8) #24
  %219 = icmp eq ptr %218, null
  %220 = or i1 %213, %219
  %221 = getelementptr inbounds nuw i8, ptr %18, i64 632
  store ptr %218, ptr %221, align 8
  %222 = getelementptr inbounds nuw i8, ptr %166, i64 28
  %223 = load i32, ptr %222, align 4
  %224 = call i32 @llvm.umax.i32(i32 %223, i32 1)
  %225 = sext i32 %224 to i64
  %226 = call noalias ptr @calloc(i64 noundef %225, i64 noundef 24) #24
  %227 = icmp eq ptr %226, null
  %228 = or i1 %220, %227
  %229 = getelementptr inbounds nuw i8, ptr %18, i64 640
  store ptr %226, ptr %229, align 64
  %230 = getelementptr inbounds nuw i8, ptr %166, i64 20
  %231 = load i32, ptr %230, align 4
  %232 = call i32 @llvm.umax.i32(i32 %231, i32 1)
  %233 = sext i32 %232 to i64
  %234 = call noalias ptr @calloc(i64 noundef %233, i64 noundef 8) #24
  %235 = icmp eq ptr %234, null
  %236 = getelementptr inbounds nuw i8, ptr %18, i64 680
  store ptr %234, ptr %236, align 8
  %237 = call i64 @llvm.umax.i64(i64 %173, i64 1)
  %238 = call noalias ptr @calloc(i64 noundef %237, i64 noundef 16) #24
  %239 = icmp eq ptr %238, null
  %240 = or i1 %235, %239
  %241 = getelementptr inbounds nuw i8, ptr %18, i64 656
  store ptr %238, ptr %241, align 16
  %242 = call i64 @llvm.umax.i64(i64 %176, i64 1)
  %243 = call noalias ptr @calloc(i64 noundef %242, i64 noundef 4) #24
  %244 = icmp eq ptr %243, null
  %245 = or i1 %240, %244
  %246 = getelementptr inbounds nuw i8, ptr %18, i64 664
  store ptr %243, ptr %246, align 8
  %247 = call noalias ptr @calloc(i64 noundef %204, i64 noundef 24) #24
  %248 = icmp eq ptr %247, null
  %249 = or i1 %245, %248
  %250 = select i1 %249, i1 true, i1 %228
  %251 = getelementptr inbounds nuw i8, ptr %18, i64 280
  store ptr %247, ptr %251, align 8
  %252 = load i32, ptr %120, align 4
  %253 = and i32 %252, 4
  %254 = icmp eq i32 %253, 0
  br i1 %254, label %274, label %265

255:                                              ; preds = %255, %178
  %256 = phi i64 [ 0, %178 ], [ %263, %255 ]
  %257 = phi i64 [ 0, %178 ], [ %262, %255 ]
  %258 = getelementptr inbounds nuw %struct.zs_port, ptr %180, i64 %256
  %259 = getelementptr inbounds nuw i8, ptr %258, i64 12
  %260 = load i32, ptr %259, align 4
  %261 = sext i32 %260 to i64
  %262 = add i64 %257, %261
  %263 = add nuw nsw i64 %256, 1
  %264 = icmp eq i64 %263, %181
  br i1 %264, label %182, label %255, !llvm.loop !15

265:                                              ; preds = %184
  %266 = getelementptr inbounds nuw i8, ptr %166, i64 24
  %267 = load i32, ptr %266, align 8
  %268 = call i32 @llvm.umax.i32(i32 %267, i32 1)
  %269 = sext i32 %268 to i64
  %270 = call noalias ptr @calloc(i64 noundef %269, i64 noundef 8) #24
  %271 = icmp eq ptr %270, null
  %272 = getelementptr inbounds nuw i8, ptr %18, i64 672
  store ptr %270, ptr %272, align 32
  %273 = select i1 %271, i1 true, i1 %250
  br i1 %273, label %275, label %277

274:                                              ; preds = %184
  br i1 %250, label %275, label %277

275:                                              ; preds = %274, %265
  %276 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 3, ptr noundef nonnull @.str.1)
  br label %370

277:                                              ; preds = %274, %265
  %278 = and i32 %252, 8
  %279 = icmp eq i32 %278, 0
  %280 = select i1 %279, i32 8064, i32 40896
  %281 = getelementptr inbounds nuw i8, ptr %18, i64 288
  store i32 %165, ptr %281, align 32
  %282 = getelementptr inbounds nuw i8, ptr %18, i64 292
  store i32 %280, ptr %282, align 4
  %283 = getelementptr inbounds nuw i8, ptr %18, i64 296
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #14
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %3, i8 0, i64 128, i1 false), !alias.scope !16
  %284 = call i32 @sched_getaffinity(i32 noundef 0, i64 noundef 128, ptr noundef nonnull align 8 %3) #14
  %285 = icmp eq i32 %284, 0
  br i1 %285, label %287, label %286

286:                                              ; preds = %277
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %3, i8 0, i64 128, i1 false), !alias.scope !16
  br label %287

287:                                              ; preds = %286, %277
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %283, ptr noundef nonnull align 8 dereferenceable(128) %3, i64 128, i1 false)
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #14
  br label %288

288:                                              ; preds = %294, %287
  %289 = phi i64 [ 0, %287 ], [ %296, %294 ]
  %290 = phi i32 [ 0, %287 ], [ %295, %294 ]
  %291 = getelementptr inbounds nuw i64, ptr %283, i64 %289
  %292 = load i64, ptr %291, align 8
  %293 = icmp eq i64 %292, 0
  br i1 %293, label %294, label %298

294:                                              ; preds = %298, %288
  %295 = phi i32 [ %290, %288 ], [ %301, %298 ]
  %296 = add nuw nsw i64 %289, 1
  %297 = icmp eq i64 %296, 16
  br i1 %297, label %305, label %288, !llvm.loop !13

298:                                              ; preds = %288, %298
  %299 = phi i64 [ %303, %298 ], [ %292, %288 ]
  %300 = phi i32 [ %301, %298 ], [ %290, %288 ]
  %301 = add nsw i32 %300, 1
  %302 = add i64 %299, -1
  %303 = and i64 %302, %299
  %304 = icmp eq i64 %303, 0
  br i1 %304, label %294, label %298, !llvm.loop !14

305:                                              ; preds = %294
  %306 = call range(i32 1, 0) i32 @llvm.umax.i32(i32 %295, i32 1)
  %307 = icmp sgt i32 %165, %306
  %308 = zext i1 %307 to i32
  %309 = getelementptr inbounds nuw i8, ptr %18, i64 428
  store i32 %308, ptr %309, align 4
  %310 = call fastcc i32 @pool_start(ptr noundef nonnull %18)
  %311 = icmp eq i32 %310, 0
  br i1 %311, label %315, label %312

312:                                              ; preds = %305
  %313 = load i32, ptr %127, align 8
  %314 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 5, ptr noundef nonnull @.str.22, i32 noundef %313, i32 noundef %310)
  br label %370

315:                                              ; preds = %305
  %316 = load ptr, ptr %21, align 64
  %317 = getelementptr inbounds nuw i8, ptr %316, i64 104
  %318 = load ptr, ptr %317, align 8
  %319 = getelementptr inbounds nuw i8, ptr %18, i64 520
  store ptr %318, ptr %319, align 8
  %320 = getelementptr inbounds nuw i8, ptr %316, i64 112
  %321 = load i64, ptr %320, align 8
  %322 = icmp eq i64 %321, 0
  br i1 %322, label %362, label %323

323:                                              ; preds = %315
  %324 = load i32, ptr %120, align 4
  %325 = and i32 %324, 1
  %326 = icmp eq i32 %325, 0
  br i1 %326, label %327, label %362

327:                                              ; preds = %323
  %328 = and i32 %324, 2
  %329 = icmp eq i32 %328, 0
  br i1 %329, label %332, label %330

330:                                              ; preds = %327
  %331 = call i32 @madvise(ptr noundef %318, i64 noundef %321, i32 noundef 14) #14
  br label %362

332:                                              ; preds = %327
  %333 = load i64, ptr %133, align 8
  %334 = icmp ne i64 %333, 0
  %335 = icmp ugt i64 %321, %333
  %336 = and i1 %334, %335
  br i1 %336, label %337, label %339

337:                                              ; preds = %332
  %338 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 3, ptr noundef nonnull @.str.26, i64 noundef %321, i64 noundef %333, ptr noundef nonnull @.str.24)
  br label %370

339:                                              ; preds = %332
  %340 = call i32 @pthread_mutex_lock(ptr noundef nonnull @shared_weights) #14
  %341 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %342 = icmp eq i64 %341, 0
  br i1 %342, label %343, label %349

343:                                              ; preds = %339
  %344 = load i64, ptr %320, align 8
  %345 = call fastcc i32 @region_map(ptr noundef nonnull getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), i64 noundef %344, i32 noundef 1)
  %346 = icmp eq i32 %345, 0
  br i1 %346, label %349, label %347

347:                                              ; preds = %343
  %348 = call fastcc i64 @pool_run(ptr noundef nonnull %18, ptr noundef nonnull @copy_weights, ptr noundef nonnull %316)
  br label %349

349:                                              ; preds = %347, %343, %339
  %350 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), align 8
  %351 = icmp ne ptr %350, null
  %352 = zext i1 %351 to i64
  %353 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %354 = add nsw i64 %353, %352
  store i64 %354, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %355 = call i32 @pthread_mutex_unlock(ptr noundef nonnull @shared_weights) #14
  store ptr %350, ptr %319, align 8
  %356 = zext i1 %351 to i32
  %357 = getelementptr inbounds nuw i8, ptr %18, i64 528
  store i32 %356, ptr %357, align 16
  %358 = icmp eq ptr %350, null
  br i1 %358, label %359, label %362

359:                                              ; preds = %349
  %360 = load i64, ptr %320, align 8
  %361 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 3, ptr noundef nonnull @.str.25, i64 noundef %360)
  br label %370

362:                                              ; preds = %349, %330, %323, %315
  %363 = load ptr, ptr %21, align 64
  %364 = getelementptr inbounds nuw i8, ptr %363, i64 8
  %365 = load i32, ptr %364, align 8
  %366 = icmp eq i32 %365, 0
  br i1 %366, label %367, label %376

367:                                              ; preds = %362
  %368 = call fastcc i32 @prepare(ptr noundef nonnull %18)
  %369 = icmp eq i32 %368, 0
  br i1 %369, label %376, label %370

370:                                              ; preds = %105, %116, %124, %130, %136, %275, %312, %337, %359, %24, %367
  %371 = phi i32 [ %368, %367 ], [ 4, %105 ], [ 1, %116 ], [ 1, %124 ], [ 1, %130 ], [ 1, %136 ], [ 3, %275 ], [ 5, %312 ], [ 3, %337 ], [ 3, %359 ], [ 1, %24 ]
  %372 = getelementptr inbounds nuw i8, ptr %18, i64 688
  %373 = call i32 @pthread_mutex_lock(ptr noundef nonnull @open_failure) #14
  %374 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), i64 noundef 512, ptr noundef nonnull @.str.5, ptr noundef nonnull %372) #14
  %375 = call i32 @pthread_mutex_unlock(ptr noundef nonnull @open_failure) #14
  call fastcc void @finish(ptr noundef nonnull %18)
  br label %377

376:                                              ; preds = %362, %367
  store ptr %18, ptr %0, align 8
  br label %377

377:                                              ; preds = %370, %376, %14, %8
  %378 = phi i32 [ 3, %14 ], [ 1, %8 ], [ 0, %376 ], [ %371, %370 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #14
  ret i32 %378
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #2

; Function Attrs: nofree nounwind
declare i32 @posix_memalign(ptr noundef, i64 noundef, i64 noundef) local_unnamed_addr #3

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #4

; Function Attrs: nounwind
declare i32 @pthread_mutex_init(ptr noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc void @finish(ptr noundef %0) unnamed_addr #1 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 432
  %3 = load i32, ptr %2, align 16
  %4 = tail call i32 @getpid() #14
  %5 = icmp eq i32 %3, %4
  br i1 %5, label %6, label %30

6:                                                ; preds = %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %8 = load i32, ptr %7, align 32
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 276
  store i32 1, ptr %9, align 4
  %10 = atomicrmw add ptr %0, i32 1 seq_cst, align 64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %12 = load atomic i32, ptr %11 seq_cst, align 4
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %16, label %14

14:                                               ; preds = %6
  %15 = tail call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %0, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %16

16:                                               ; preds = %14, %6
  %17 = icmp sgt i32 %8, 1
  br i1 %17, label %18, label %30

18:                                               ; preds = %16
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 280
  %20 = zext nneg i32 %8 to i64
  br label %21

21:                                               ; preds = %21, %18
  %22 = phi i64 [ 1, %18 ], [ %28, %21 ]
  %23 = load ptr, ptr %19, align 8
  %24 = getelementptr inbounds nuw %struct.worker, ptr %23, i64 %22
  %25 = getelementptr inbounds nuw i8, ptr %24, i64 16
  %26 = load i64, ptr %25, align 8
  %27 = tail call i32 @pthread_join(i64 noundef %26, ptr noundef null) #14
  %28 = add nuw nsw i64 %22, 1
  %29 = icmp eq i64 %28, %20
  br i1 %29, label %30, label %21, !llvm.loop !19

30:                                               ; preds = %21, %1, %16
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %32 = load i32, ptr %31, align 16
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %50, label %34

34:                                               ; preds = %30
  %35 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull @shared_weights) #14
  %36 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %37 = add nsw i64 %36, -1
  store i64 %37, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %39, label %48

39:                                               ; preds = %34
  %40 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), align 8
  %41 = icmp eq ptr %40, null
  br i1 %41, label %47, label %42

42:                                               ; preds = %39
  %43 = getelementptr inbounds i8, ptr %40, i64 -65536
  %44 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 48), align 8
  %45 = add i64 %44, 131072
  %46 = tail call i32 @munmap(ptr noundef nonnull %43, i64 noundef %45) #14
  br label %47

47:                                               ; preds = %42, %39
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), i8 0, i64 16, i1 false)
  br label %48

48:                                               ; preds = %34, %47
  %49 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull @shared_weights) #14
  br label %50

50:                                               ; preds = %48, %30
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 592
  %52 = load ptr, ptr %51, align 8
  %53 = icmp eq ptr %52, null
  br i1 %53, label %60, label %54

54:                                               ; preds = %50
  %55 = getelementptr inbounds i8, ptr %52, i64 -65536
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 600
  %57 = load i64, ptr %56, align 8
  %58 = add i64 %57, 131072
  %59 = tail call i32 @munmap(ptr noundef nonnull %55, i64 noundef %58) #14
  br label %60

60:                                               ; preds = %50, %54
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %51, i8 0, i64 16, i1 false)
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 656
  %63 = load ptr, ptr %62, align 16
  %64 = icmp eq ptr %63, null
  br i1 %64, label %73, label %65

65:                                               ; preds = %60, %111
  %66 = phi i64 [ %112, %111 ], [ 0, %60 ]
  %67 = phi ptr [ %113, %111 ], [ %63, %60 ]
  %68 = load ptr, ptr %61, align 64
  %69 = getelementptr inbounds nuw i8, ptr %68, i64 12
  %70 = load i32, ptr %69, align 4
  %71 = sext i32 %70 to i64
  %72 = icmp slt i64 %66, %71
  br i1 %72, label %101, label %73

73:                                               ; preds = %65, %111, %60
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %75 = load ptr, ptr %74, align 32
  tail call void @free(ptr noundef %75) #14
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %77 = load ptr, ptr %76, align 8
  tail call void @free(ptr noundef %77) #14
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %79 = load ptr, ptr %78, align 16
  tail call void @free(ptr noundef %79) #14
  %80 = getelementptr inbounds nuw i8, ptr %0, i64 568
  %81 = load ptr, ptr %80, align 8
  tail call void @free(ptr noundef %81) #14
  %82 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %83 = load ptr, ptr %82, align 64
  tail call void @free(ptr noundef %83) #14
  %84 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %85 = load ptr, ptr %84, align 8
  tail call void @free(ptr noundef %85) #14
  %86 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %87 = load ptr, ptr %86, align 8
  tail call void @free(ptr noundef %87) #14
  %88 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %89 = load ptr, ptr %88, align 64
  tail call void @free(ptr noundef %89) #14
  %90 = getelementptr inbounds nuw i8, ptr %0, i64 680
  %91 = load ptr, ptr %90, align 8
  tail call void @free(ptr noundef %91) #14
  %92 = load ptr, ptr %62, align 16
  tail call void @free(ptr noundef %92) #14
  %93 = getelementptr inbounds nuw i8, ptr %0, i64 664
  %94 = load ptr, ptr %93, align 8
  tail call void @free(ptr noundef %94) #14
  %95 = getelementptr inbounds nuw i8, ptr %0, i64 280
  %96 = load ptr, ptr %95, align 8
  tail call void @free(ptr noundef %96) #14
  %97 = getelementptr inbounds nuw i8, ptr %0, i64 672
  %98 = load ptr, ptr %97, align 32
  tail call void @free(ptr noundef %98) #14
  %99 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %100 = tail call i32 @pthread_mutex_destroy(ptr noundef nonnull %99) #14
  tail call void @free(ptr noundef nonnull %0) #14
  ret void

101:                                              ; preds = %65
  %102 = getelementptr inbounds nuw %struct.region, ptr %67, i64 %66
  %103 = load ptr, ptr %102, align 8
  %104 = icmp eq ptr %103, null
  br i1 %104, label %111, label %105

105:                                              ; preds = %101
  %106 = getelementptr inbounds i8, ptr %103, i64 -65536
  %107 = getelementptr inbounds nuw i8, ptr %102, i64 8
  %108 = load i64, ptr %107, align 8
  %109 = add i64 %108, 131072
  %110 = tail call i32 @munmap(ptr noundef nonnull %106, i64 noundef %109) #14
  br label %111

111:                                              ; preds = %101, %105
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %102, i8 0, i64 16, i1 false)
  %112 = add nuw nsw i64 %66, 1
  %113 = load ptr, ptr %62, align 16
  %114 = icmp eq ptr %113, null
  br i1 %114, label %73, label %65, !llvm.loop !20
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #2

; Function Attrs: nounwind uwtable
define i32 @zs_run(ptr noundef %0, ptr noundef readonly captures(address_is_null) %1, ptr noundef %2) local_unnamed_addr #1 {
  %4 = alloca %struct.zs_tensor, align 8
  %5 = icmp eq ptr %0, null
  br i1 %5, label %746, label %6

6:                                                ; preds = %3
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %8 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %7) #14
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %10 = load ptr, ptr %9, align 64
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 12
  %12 = load i32, ptr %11, align 4
  %13 = icmp eq i32 %12, 0
  %14 = icmp ne ptr %1, null
  %15 = or i1 %14, %13
  br i1 %15, label %16, label %740

16:                                               ; preds = %6
  %17 = getelementptr inbounds nuw i8, ptr %10, i64 16
  %18 = load i32, ptr %17, align 8
  %19 = icmp eq i32 %18, 0
  %20 = icmp ne ptr %2, null
  %21 = or i1 %20, %19
  br i1 %21, label %22, label %740

22:                                               ; preds = %16
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 664
  %24 = load ptr, ptr %23, align 8
  %25 = sext i32 %18 to i64
  %26 = shl nsw i64 %25, 2
  tail call void @llvm.memset.p0.i64(ptr align 4 %24, i8 0, i64 %26, i1 false)
  %27 = load ptr, ptr %9, align 64
  %28 = getelementptr inbounds nuw i8, ptr %27, i64 8
  %29 = load i32, ptr %28, align 8
  %30 = icmp sgt i32 %29, 0
  br i1 %30, label %31, label %35

31:                                               ; preds = %22
  %32 = getelementptr inbounds nuw i8, ptr %27, i64 48
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 560
  br label %43

35:                                               ; preds = %43, %22
  %36 = getelementptr inbounds nuw i8, ptr %27, i64 12
  %37 = load i32, ptr %36, align 4
  %38 = icmp sgt i32 %37, 0
  br i1 %38, label %39, label %269

39:                                               ; preds = %35
  %40 = getelementptr inbounds nuw i8, ptr %27, i64 56
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 552
  br label %57

43:                                               ; preds = %43, %31
  %44 = phi i64 [ 0, %31 ], [ %53, %43 ]
  %45 = load ptr, ptr %32, align 8
  %46 = getelementptr inbounds nuw %struct.zs_symbol, ptr %45, i64 %44
  %47 = getelementptr inbounds nuw i8, ptr %46, i64 8
  %48 = load i64, ptr %47, align 8
  %49 = load ptr, ptr %33, align 8
  %50 = getelementptr inbounds nuw i64, ptr %49, i64 %44
  store i64 %48, ptr %50, align 8
  %51 = load ptr, ptr %34, align 16
  %52 = getelementptr inbounds nuw i32, ptr %51, i64 %44
  store i32 -1, ptr %52, align 4
  %53 = add nuw nsw i64 %44, 1
  %54 = load i32, ptr %28, align 8
  %55 = sext i32 %54 to i64
  %56 = icmp slt i64 %53, %55
  br i1 %56, label %43, label %35, !llvm.loop !21

57:                                               ; preds = %264, %39
  %58 = phi i64 [ 0, %39 ], [ %265, %264 ]
  %59 = load ptr, ptr %40, align 8
  %60 = getelementptr inbounds nuw %struct.zs_port, ptr %59, i64 %58
  %61 = getelementptr inbounds nuw %struct.zs_tensor, ptr %1, i64 %58
  %62 = getelementptr inbounds nuw i8, ptr %61, i64 16
  %63 = load i32, ptr %62, align 8
  %64 = getelementptr inbounds nuw i8, ptr %60, i64 8
  %65 = load i32, ptr %64, align 8
  %66 = icmp eq i32 %63, %65
  br i1 %66, label %92, label %67

67:                                               ; preds = %57
  %68 = load ptr, ptr %60, align 8
  %69 = add i32 %63, -17
  %70 = icmp ult i32 %69, -16
  %71 = and i32 %63, 23
  %72 = icmp eq i32 %71, 0
  %73 = or i1 %70, %72
  br i1 %73, label %78, label %74

74:                                               ; preds = %67
  %75 = zext nneg i32 %63 to i64
  %76 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %75
  %77 = load ptr, ptr %76, align 16
  br label %78

78:                                               ; preds = %74, %67
  %79 = phi ptr [ %77, %74 ], [ @.str.36, %67 ]
  %80 = add i32 %65, -17
  %81 = icmp ult i32 %80, -16
  %82 = and i32 %65, 23
  %83 = icmp eq i32 %82, 0
  %84 = or i1 %81, %83
  br i1 %84, label %89, label %85

85:                                               ; preds = %78
  %86 = zext nneg i32 %65 to i64
  %87 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %86
  %88 = load ptr, ptr %87, align 16
  br label %89

89:                                               ; preds = %85, %78
  %90 = phi ptr [ %88, %85 ], [ @.str.36, %78 ]
  %91 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.31, ptr noundef %68, ptr noundef %79, ptr noundef %90)
  br label %714

92:                                               ; preds = %57
  %93 = getelementptr inbounds nuw i8, ptr %61, i64 20
  %94 = load i32, ptr %93, align 4
  %95 = getelementptr inbounds nuw i8, ptr %60, i64 12
  %96 = load i32, ptr %95, align 4
  %97 = icmp eq i32 %94, %96
  br i1 %97, label %101, label %98

98:                                               ; preds = %92
  %99 = load ptr, ptr %60, align 8
  %100 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.32, ptr noundef %99, i32 noundef %94, i32 noundef %96)
  br label %714

101:                                              ; preds = %92
  %102 = icmp eq i32 %94, 0
  br i1 %102, label %183, label %103

103:                                              ; preds = %101
  %104 = getelementptr inbounds nuw i8, ptr %61, i64 24
  %105 = load ptr, ptr %104, align 8
  %106 = icmp eq ptr %105, null
  br i1 %106, label %107, label %110

107:                                              ; preds = %103
  %108 = load ptr, ptr %60, align 8
  %109 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.33, ptr noundef %108)
  br label %714

110:                                              ; preds = %103
  %111 = icmp sgt i32 %94, 0
  br i1 %111, label %112, label %183

112:                                              ; preds = %110
  %113 = trunc nuw nsw i64 %58 to i32
  br label %114

114:                                              ; preds = %176, %112
  %115 = phi i32 [ %94, %112 ], [ %177, %176 ]
  %116 = phi i64 [ 0, %112 ], [ %178, %176 ]
  %117 = load ptr, ptr %104, align 8
  %118 = getelementptr inbounds nuw i64, ptr %117, i64 %116
  %119 = load i64, ptr %118, align 8
  %120 = load ptr, ptr %9, align 64
  %121 = getelementptr inbounds nuw i8, ptr %120, i64 56
  %122 = load ptr, ptr %121, align 8
  %123 = getelementptr inbounds nuw %struct.zs_port, ptr %122, i64 %58
  %124 = getelementptr inbounds nuw i8, ptr %123, i64 16
  %125 = load ptr, ptr %124, align 8
  %126 = getelementptr inbounds nuw i64, ptr %125, i64 %116
  %127 = load i64, ptr %126, align 8
  %128 = icmp sgt i64 %127, -1
  br i1 %128, label %129, label %135

129:                                              ; preds = %114
  %130 = icmp eq i64 %119, %127
  br i1 %130, label %176, label %131

131:                                              ; preds = %129
  %132 = trunc nuw nsw i64 %116 to i32
  %133 = load ptr, ptr %123, align 8
  %134 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.53, ptr noundef %133, i32 noundef %132, i64 noundef %119, i64 noundef %127)
  br label %714

135:                                              ; preds = %114
  %136 = xor i64 %127, -1
  %137 = getelementptr inbounds nuw i8, ptr %120, i64 48
  %138 = load ptr, ptr %137, align 8
  %139 = getelementptr inbounds nuw %struct.zs_symbol, ptr %138, i64 %136
  %140 = getelementptr inbounds nuw i8, ptr %139, i64 8
  %141 = load i64, ptr %140, align 8
  %142 = icmp slt i64 %119, %141
  %143 = getelementptr inbounds nuw i8, ptr %139, i64 16
  %144 = load i64, ptr %143, align 8
  %145 = icmp sgt i64 %119, %144
  %146 = select i1 %142, i1 true, i1 %145
  br i1 %146, label %147, label %152

147:                                              ; preds = %135
  %148 = trunc nuw nsw i64 %116 to i32
  %149 = load ptr, ptr %123, align 8
  %150 = load ptr, ptr %139, align 8
  %151 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.54, ptr noundef %149, i32 noundef %148, ptr noundef %150, i64 noundef %119, i64 noundef %141, i64 noundef %144, ptr noundef %150)
  br label %714

152:                                              ; preds = %135
  %153 = load ptr, ptr %41, align 16
  %154 = getelementptr inbounds nuw i32, ptr %153, i64 %136
  %155 = load i32, ptr %154, align 4
  %156 = icmp sgt i32 %155, -1
  br i1 %156, label %157, label %170

157:                                              ; preds = %152
  %158 = load ptr, ptr %42, align 8
  %159 = getelementptr inbounds nuw i64, ptr %158, i64 %136
  %160 = load i64, ptr %159, align 8
  %161 = icmp eq i64 %119, %160
  br i1 %161, label %172, label %162

162:                                              ; preds = %157
  %163 = trunc nuw nsw i64 %116 to i32
  %164 = load ptr, ptr %123, align 8
  %165 = load ptr, ptr %139, align 8
  %166 = zext nneg i32 %155 to i64
  %167 = getelementptr inbounds nuw %struct.zs_port, ptr %122, i64 %166
  %168 = load ptr, ptr %167, align 8
  %169 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.55, ptr noundef %164, i32 noundef %163, ptr noundef %165, i64 noundef %119, ptr noundef %168, i64 noundef %160)
  br label %714

170:                                              ; preds = %152
  store i32 %113, ptr %154, align 4
  %171 = load ptr, ptr %42, align 8
  br label %172

172:                                              ; preds = %170, %157
  %173 = phi ptr [ %158, %157 ], [ %171, %170 ]
  %174 = getelementptr inbounds nuw i64, ptr %173, i64 %136
  store i64 %119, ptr %174, align 8
  %175 = load i32, ptr %93, align 4
  br label %176

176:                                              ; preds = %172, %129
  %177 = phi i32 [ %175, %172 ], [ %115, %129 ]
  %178 = add nuw nsw i64 %116, 1
  %179 = sext i32 %177 to i64
  %180 = icmp slt i64 %178, %179
  br i1 %180, label %114, label %181, !llvm.loop !22

181:                                              ; preds = %176
  %182 = load i32, ptr %62, align 8
  br label %183

183:                                              ; preds = %181, %110, %101
  %184 = phi i32 [ %177, %181 ], [ %94, %110 ], [ 0, %101 ]
  %185 = phi i32 [ %182, %181 ], [ %63, %110 ], [ %63, %101 ]
  %186 = getelementptr inbounds nuw i8, ptr %61, i64 24
  %187 = load ptr, ptr %186, align 8
  %188 = add i32 %185, -1
  %189 = icmp ult i32 %188, 16
  br i1 %189, label %190, label %196

190:                                              ; preds = %183
  %191 = zext nneg i32 %185 to i64
  %192 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %191
  %193 = getelementptr inbounds nuw i8, ptr %192, i64 8
  %194 = load i32, ptr %193, align 8
  %195 = sext i32 %194 to i64
  br label %196

196:                                              ; preds = %190, %183
  %197 = phi i64 [ %195, %190 ], [ 0, %183 ]
  %198 = icmp sgt i32 %184, 0
  br i1 %198, label %199, label %215

199:                                              ; preds = %196
  %200 = zext nneg i32 %184 to i64
  br label %201

201:                                              ; preds = %201, %199
  %202 = phi i64 [ 0, %199 ], [ %207, %201 ]
  %203 = phi i64 [ %197, %199 ], [ %206, %201 ]
  %204 = getelementptr inbounds nuw i64, ptr %187, i64 %202
  %205 = load i64, ptr %204, align 8
  %206 = mul nsw i64 %205, %203
  %207 = add nuw nsw i64 %202, 1
  %208 = icmp eq i64 %207, %200
  br i1 %208, label %209, label %201, !llvm.loop !23

209:                                              ; preds = %201
  %210 = getelementptr inbounds nuw i8, ptr %61, i64 32
  %211 = load ptr, ptr %210, align 8
  %212 = icmp ne ptr %211, null
  %213 = icmp ne i64 %206, 0
  %214 = select i1 %212, i1 %213, i1 false
  br i1 %214, label %232, label %248

215:                                              ; preds = %196
  %216 = getelementptr inbounds nuw i8, ptr %61, i64 32
  %217 = load ptr, ptr %216, align 8
  %218 = icmp ne ptr %217, null
  %219 = icmp ne i64 %197, 0
  %220 = select i1 %218, i1 %219, i1 false
  br i1 %220, label %221, label %248

221:                                              ; preds = %244, %215
  %222 = phi i64 [ 0, %215 ], [ %245, %244 ]
  br i1 %189, label %223, label %229

223:                                              ; preds = %221
  %224 = zext nneg i32 %185 to i64
  %225 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %224
  %226 = getelementptr inbounds nuw i8, ptr %225, i64 8
  %227 = load i32, ptr %226, align 8
  %228 = sext i32 %227 to i64
  br label %229

229:                                              ; preds = %223, %221
  %230 = phi i64 [ %228, %223 ], [ 0, %221 ]
  %231 = add i64 %230, %222
  br label %248

232:                                              ; preds = %209, %244
  %233 = phi i64 [ %246, %244 ], [ 0, %209 ]
  %234 = phi i64 [ %245, %244 ], [ 0, %209 ]
  %235 = getelementptr inbounds nuw i64, ptr %211, i64 %233
  %236 = load i64, ptr %235, align 8
  %237 = icmp sgt i64 %236, 0
  br i1 %237, label %238, label %244

238:                                              ; preds = %232
  %239 = getelementptr inbounds nuw i64, ptr %187, i64 %233
  %240 = load i64, ptr %239, align 8
  %241 = add nsw i64 %240, -1
  %242 = mul i64 %241, %236
  %243 = add i64 %242, %234
  br label %244

244:                                              ; preds = %238, %232
  %245 = phi i64 [ %243, %238 ], [ %234, %232 ]
  %246 = add nuw nsw i64 %233, 1
  %247 = icmp eq i64 %246, %200
  br i1 %247, label %221, label %232, !llvm.loop !24

248:                                              ; preds = %229, %215, %209
  %249 = phi i64 [ %231, %229 ], [ %206, %209 ], [ %197, %215 ]
  %250 = getelementptr inbounds nuw i8, ptr %61, i64 8
  %251 = load i64, ptr %250, align 8
  %252 = icmp ult i64 %251, %249
  br i1 %252, label %253, label %256

253:                                              ; preds = %248
  %254 = load ptr, ptr %60, align 8
  %255 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.34, ptr noundef %254, i64 noundef %251, i64 noundef %249)
  br label %714

256:                                              ; preds = %248
  %257 = icmp eq i64 %249, 0
  br i1 %257, label %264, label %258

258:                                              ; preds = %256
  %259 = load ptr, ptr %61, align 8
  %260 = icmp eq ptr %259, null
  br i1 %260, label %261, label %264

261:                                              ; preds = %258
  %262 = load ptr, ptr %60, align 8
  %263 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.35, ptr noundef %262)
  br label %714

264:                                              ; preds = %258, %256
  %265 = add nuw nsw i64 %58, 1
  %266 = load i32, ptr %36, align 4
  %267 = sext i32 %266 to i64
  %268 = icmp slt i64 %265, %267
  br i1 %268, label %57, label %269, !llvm.loop !25

269:                                              ; preds = %264, %35
  %270 = tail call fastcc i32 @prepare(ptr noundef nonnull %0)
  %271 = icmp eq i32 %270, 0
  br i1 %271, label %272, label %714

272:                                              ; preds = %269
  %273 = load ptr, ptr %9, align 64
  %274 = getelementptr inbounds nuw i8, ptr %273, i64 16
  %275 = load i32, ptr %274, align 8
  %276 = icmp sgt i32 %275, 0
  br i1 %276, label %277, label %489

277:                                              ; preds = %272
  %278 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %279 = load ptr, ptr %278, align 8
  %280 = getelementptr inbounds nuw i8, ptr %273, i64 64
  br label %281

281:                                              ; preds = %377, %277
  %282 = phi i64 [ 0, %277 ], [ %379, %377 ]
  %283 = phi i32 [ -1, %277 ], [ %378, %377 ]
  %284 = phi ptr [ %279, %277 ], [ %353, %377 ]
  %285 = load ptr, ptr %280, align 8
  %286 = getelementptr inbounds nuw %struct.zs_port, ptr %285, i64 %282
  %287 = getelementptr inbounds nuw %struct.zs_tensor, ptr %2, i64 %282
  %288 = load ptr, ptr %23, align 8
  %289 = getelementptr inbounds nuw i32, ptr %288, i64 %282
  store i32 0, ptr %289, align 4
  %290 = getelementptr inbounds nuw i8, ptr %287, i64 16
  %291 = load i32, ptr %290, align 8
  %292 = icmp eq i32 %291, 0
  br i1 %292, label %321, label %293

293:                                              ; preds = %281
  %294 = getelementptr inbounds nuw i8, ptr %286, i64 8
  %295 = load i32, ptr %294, align 8
  %296 = icmp eq i32 %291, %295
  br i1 %296, label %321, label %297

297:                                              ; preds = %293
  %298 = load ptr, ptr %286, align 8
  %299 = icmp ugt i32 %291, 16
  %300 = and i32 %291, 23
  %301 = icmp eq i32 %300, 0
  %302 = or i1 %299, %301
  br i1 %302, label %307, label %303

303:                                              ; preds = %297
  %304 = zext nneg i32 %291 to i64
  %305 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %304
  %306 = load ptr, ptr %305, align 16
  br label %307

307:                                              ; preds = %303, %297
  %308 = phi ptr [ %306, %303 ], [ @.str.36, %297 ]
  %309 = add i32 %295, -17
  %310 = icmp ult i32 %309, -16
  %311 = and i32 %295, 23
  %312 = icmp eq i32 %311, 0
  %313 = or i1 %310, %312
  br i1 %313, label %318, label %314

314:                                              ; preds = %307
  %315 = zext nneg i32 %295 to i64
  %316 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %315
  %317 = load ptr, ptr %316, align 16
  br label %318

318:                                              ; preds = %314, %307
  %319 = phi ptr [ %317, %314 ], [ @.str.36, %307 ]
  %320 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.56, ptr noundef %298, ptr noundef %308, ptr noundef %319)
  br label %714

321:                                              ; preds = %293, %281
  %322 = getelementptr inbounds nuw i8, ptr %287, i64 32
  %323 = load ptr, ptr %322, align 8
  %324 = icmp eq ptr %323, null
  br i1 %324, label %328, label %325

325:                                              ; preds = %321
  %326 = load ptr, ptr %286, align 8
  %327 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.57, ptr noundef %326)
  br label %714

328:                                              ; preds = %321
  %329 = load ptr, ptr %287, align 8
  %330 = getelementptr inbounds nuw i8, ptr %286, i64 8
  %331 = load i32, ptr %330, align 8
  %332 = add i32 %331, -1
  %333 = icmp ult i32 %332, 16
  tail call void @llvm.assume(i1 %333)
  %334 = zext nneg i32 %331 to i64
  %335 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %334
  %336 = getelementptr inbounds nuw i8, ptr %335, i64 8
  %337 = load i32, ptr %336, align 8
  %338 = tail call i32 @llvm.smin.i32(i32 %337, i32 8)
  %339 = sext i32 %338 to i64
  %340 = ptrtoint ptr %329 to i64
  %341 = urem i64 %340, %339
  %342 = icmp eq i64 %341, 0
  br i1 %342, label %346, label %343

343:                                              ; preds = %328
  %344 = load ptr, ptr %286, align 8
  %345 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.58, ptr noundef %344)
  br label %714

346:                                              ; preds = %328
  store i32 %331, ptr %290, align 8
  %347 = getelementptr inbounds nuw i8, ptr %286, i64 12
  %348 = load i32, ptr %347, align 4
  %349 = getelementptr inbounds nuw i8, ptr %287, i64 20
  store i32 %348, ptr %349, align 4
  %350 = getelementptr inbounds nuw i8, ptr %287, i64 24
  store ptr %284, ptr %350, align 8
  %351 = load i32, ptr %347, align 4
  %352 = sext i32 %351 to i64
  %353 = getelementptr inbounds i64, ptr %284, i64 %352
  %354 = icmp eq ptr %329, null
  br i1 %354, label %377, label %355

355:                                              ; preds = %346
  %356 = getelementptr inbounds nuw i8, ptr %287, i64 8
  %357 = load i64, ptr %356, align 8
  %358 = sext i32 %337 to i64
  %359 = icmp sgt i32 %348, 0
  br i1 %359, label %360, label %370

360:                                              ; preds = %355
  %361 = zext nneg i32 %348 to i64
  br label %362

362:                                              ; preds = %362, %360
  %363 = phi i64 [ 0, %360 ], [ %368, %362 ]
  %364 = phi i64 [ %358, %360 ], [ %367, %362 ]
  %365 = getelementptr inbounds nuw i64, ptr %284, i64 %363
  %366 = load i64, ptr %365, align 8
  %367 = mul nsw i64 %366, %364
  %368 = add nuw nsw i64 %363, 1
  %369 = icmp eq i64 %368, %361
  br i1 %369, label %370, label %362, !llvm.loop !23

370:                                              ; preds = %362, %355
  %371 = phi i64 [ %358, %355 ], [ %367, %362 ]
  %372 = icmp ult i64 %357, %371
  %373 = icmp slt i32 %283, 0
  %374 = select i1 %372, i1 %373, i1 false
  %375 = trunc nuw nsw i64 %282 to i32
  %376 = select i1 %374, i32 %375, i32 %283
  br label %377

377:                                              ; preds = %370, %346
  %378 = phi i32 [ %376, %370 ], [ %283, %346 ]
  %379 = add nuw nsw i64 %282, 1
  %380 = load i32, ptr %274, align 8
  %381 = sext i32 %380 to i64
  %382 = icmp slt i64 %379, %381
  br i1 %382, label %281, label %383, !llvm.loop !26

383:                                              ; preds = %377
  %384 = icmp sgt i32 %378, -1
  br i1 %384, label %390, label %385

385:                                              ; preds = %383
  %386 = icmp sgt i32 %380, 0
  br i1 %386, label %387, label %489

387:                                              ; preds = %385
  %388 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %389 = getelementptr inbounds nuw i8, ptr %273, i64 12
  br label %428

390:                                              ; preds = %383
  %391 = zext nneg i32 %378 to i64
  %392 = getelementptr inbounds nuw %struct.zs_tensor, ptr %2, i64 %391
  %393 = load ptr, ptr %280, align 8
  %394 = getelementptr inbounds nuw %struct.zs_port, ptr %393, i64 %391
  %395 = load ptr, ptr %394, align 8
  %396 = getelementptr inbounds nuw i8, ptr %392, i64 8
  %397 = load i64, ptr %396, align 8
  %398 = getelementptr inbounds nuw i8, ptr %392, i64 16
  %399 = load i32, ptr %398, align 8
  %400 = getelementptr inbounds nuw i8, ptr %392, i64 20
  %401 = load i32, ptr %400, align 4
  %402 = getelementptr inbounds nuw i8, ptr %392, i64 24
  %403 = load ptr, ptr %402, align 8
  %404 = add i32 %399, -1
  %405 = icmp ult i32 %404, 16
  br i1 %405, label %406, label %412

406:                                              ; preds = %390
  %407 = zext nneg i32 %399 to i64
  %408 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %407
  %409 = getelementptr inbounds nuw i8, ptr %408, i64 8
  %410 = load i32, ptr %409, align 8
  %411 = sext i32 %410 to i64
  br label %412

412:                                              ; preds = %406, %390
  %413 = phi i64 [ %411, %406 ], [ 0, %390 ]
  %414 = icmp sgt i32 %401, 0
  br i1 %414, label %415, label %425

415:                                              ; preds = %412
  %416 = zext nneg i32 %401 to i64
  br label %417

417:                                              ; preds = %417, %415
  %418 = phi i64 [ 0, %415 ], [ %423, %417 ]
  %419 = phi i64 [ %413, %415 ], [ %422, %417 ]
  %420 = getelementptr inbounds nuw i64, ptr %403, i64 %418
  %421 = load i64, ptr %420, align 8
  %422 = mul nsw i64 %421, %419
  %423 = add nuw nsw i64 %418, 1
  %424 = icmp eq i64 %423, %416
  br i1 %424, label %425, label %417, !llvm.loop !23

425:                                              ; preds = %417, %412
  %426 = phi i64 [ %413, %412 ], [ %422, %417 ]
  %427 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 2, ptr noundef nonnull @.str.59, ptr noundef %395, i64 noundef %397, i64 noundef %426)
  br label %714

428:                                              ; preds = %476, %387
  %429 = phi i64 [ 0, %387 ], [ %485, %476 ]
  %430 = getelementptr inbounds nuw %struct.zs_tensor, ptr %2, i64 %429
  %431 = load ptr, ptr %430, align 8
  %432 = icmp eq ptr %431, null
  br i1 %432, label %433, label %476

433:                                              ; preds = %428
  %434 = getelementptr inbounds nuw i8, ptr %430, i64 16
  %435 = load i32, ptr %434, align 8
  %436 = getelementptr inbounds nuw i8, ptr %430, i64 20
  %437 = load i32, ptr %436, align 4
  %438 = getelementptr inbounds nuw i8, ptr %430, i64 24
  %439 = load ptr, ptr %438, align 8
  %440 = add i32 %435, -1
  %441 = icmp ult i32 %440, 16
  br i1 %441, label %442, label %448

442:                                              ; preds = %433
  %443 = zext nneg i32 %435 to i64
  %444 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %443
  %445 = getelementptr inbounds nuw i8, ptr %444, i64 8
  %446 = load i32, ptr %445, align 8
  %447 = sext i32 %446 to i64
  br label %448

448:                                              ; preds = %442, %433
  %449 = phi i64 [ %447, %442 ], [ 0, %433 ]
  %450 = icmp sgt i32 %437, 0
  br i1 %450, label %451, label %461

451:                                              ; preds = %448
  %452 = zext nneg i32 %437 to i64
  br label %453

453:                                              ; preds = %453, %451
  %454 = phi i64 [ 0, %451 ], [ %459, %453 ]
  %455 = phi i64 [ %449, %451 ], [ %458, %453 ]
  %456 = getelementptr inbounds nuw i64, ptr %439, i64 %454
  %457 = load i64, ptr %456, align 8
  %458 = mul nsw i64 %457, %455
  %459 = add nuw nsw i64 %454, 1
  %460 = icmp eq i64 %459, %452
  br i1 %460, label %461, label %453, !llvm.loop !23

461:                                              ; preds = %453, %448
  %462 = phi i64 [ %449, %448 ], [ %458, %453 ]
  %463 = tail call i64 @llvm.umax.i64(i64 %462, i64 1)
  %464 = tail call i32 @posix_memalign(ptr noundef nonnull %430, i64 noundef 64, i64 noundef %463) #14
  %465 = icmp eq i32 %464, 0
  br i1 %465, label %466, label %471

466:                                              ; preds = %461
  %467 = getelementptr inbounds nuw i8, ptr %430, i64 8
  store i64 %462, ptr %467, align 8
  %468 = load ptr, ptr %23, align 8
  %469 = getelementptr inbounds nuw i32, ptr %468, i64 %429
  store i32 1, ptr %469, align 4
  %470 = load ptr, ptr %430, align 8
  br label %476

471:                                              ; preds = %461
  store ptr null, ptr %430, align 8
  %472 = load ptr, ptr %280, align 8
  %473 = getelementptr inbounds nuw %struct.zs_port, ptr %472, i64 %429
  %474 = load ptr, ptr %473, align 8
  %475 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.60, ptr noundef %474, i64 noundef %462)
  br label %714

476:                                              ; preds = %466, %428
  %477 = phi ptr [ %431, %428 ], [ %470, %466 ]
  %478 = load ptr, ptr %388, align 8
  %479 = load i32, ptr %389, align 4
  %480 = trunc i64 %429 to i32
  %481 = add i32 %480, 3
  %482 = add i32 %481, %479
  %483 = sext i32 %482 to i64
  %484 = getelementptr inbounds ptr, ptr %478, i64 %483
  store ptr %477, ptr %484, align 8
  %485 = add nuw nsw i64 %429, 1
  %486 = load i32, ptr %274, align 8
  %487 = sext i32 %486 to i64
  %488 = icmp slt i64 %485, %487
  br i1 %488, label %428, label %489, !llvm.loop !27

489:                                              ; preds = %476, %385, %272
  %490 = load ptr, ptr %9, align 64
  %491 = getelementptr inbounds nuw i8, ptr %490, i64 12
  %492 = load i32, ptr %491, align 4
  %493 = icmp sgt i32 %492, 0
  br i1 %493, label %494, label %670

494:                                              ; preds = %489
  %495 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %496 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %497 = getelementptr inbounds nuw i8, ptr %4, i64 20
  %498 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %499 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %500 = getelementptr inbounds nuw i8, ptr %0, i64 600
  %501 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %502 = getelementptr inbounds nuw i8, ptr %0, i64 656
  %503 = getelementptr inbounds nuw i8, ptr %0, i64 504
  %504 = getelementptr inbounds nuw i8, ptr %0, i64 500
  br label %505

505:                                              ; preds = %663, %494
  %506 = phi i64 [ 0, %494 ], [ %664, %663 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  %507 = getelementptr inbounds nuw %struct.zs_tensor, ptr %1, i64 %506
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(40) %4, ptr noundef nonnull readonly align 8 dereferenceable(40) %507, i64 40, i1 false)
  %508 = load ptr, ptr %4, align 8
  %509 = load ptr, ptr %495, align 8
  %510 = add nuw nsw i64 %506, 3
  %511 = getelementptr inbounds nuw ptr, ptr %509, i64 %510
  store ptr %508, ptr %511, align 8
  %512 = load i32, ptr %496, align 8
  %513 = load i32, ptr %497, align 4
  %514 = load ptr, ptr %498, align 8
  %515 = add i32 %512, -1
  %516 = icmp ult i32 %515, 16
  br i1 %516, label %517, label %523

517:                                              ; preds = %505
  %518 = zext nneg i32 %512 to i64
  %519 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %518
  %520 = getelementptr inbounds nuw i8, ptr %519, i64 8
  %521 = load i32, ptr %520, align 8
  %522 = sext i32 %521 to i64
  br label %523

523:                                              ; preds = %517, %505
  %524 = phi i64 [ %522, %517 ], [ 0, %505 ]
  %525 = icmp sgt i32 %513, 0
  br i1 %525, label %526, label %536

526:                                              ; preds = %523
  %527 = zext nneg i32 %513 to i64
  br label %528

528:                                              ; preds = %528, %526
  %529 = phi i64 [ 0, %526 ], [ %534, %528 ]
  %530 = phi i64 [ %524, %526 ], [ %533, %528 ]
  %531 = getelementptr inbounds nuw i64, ptr %514, i64 %529
  %532 = load i64, ptr %531, align 8
  %533 = mul nsw i64 %532, %530
  %534 = add nuw nsw i64 %529, 1
  %535 = icmp eq i64 %534, %527
  br i1 %535, label %536, label %528, !llvm.loop !23

536:                                              ; preds = %528, %523
  %537 = phi i64 [ %524, %523 ], [ %533, %528 ]
  %538 = icmp eq i64 %537, 0
  br i1 %538, label %663, label %539

539:                                              ; preds = %536
  %540 = load ptr, ptr %499, align 8
  %541 = icmp eq ptr %540, null
  br i1 %541, label %568, label %542

542:                                              ; preds = %539
  br i1 %516, label %543, label %549

543:                                              ; preds = %542
  %544 = zext nneg i32 %512 to i64
  %545 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %544
  %546 = getelementptr inbounds nuw i8, ptr %545, i64 8
  %547 = load i32, ptr %546, align 8
  %548 = sext i32 %547 to i64
  br label %549

549:                                              ; preds = %543, %542
  %550 = phi i64 [ %548, %543 ], [ 0, %542 ]
  %551 = icmp slt i32 %513, 1
  br i1 %551, label %568, label %552

552:                                              ; preds = %549
  %553 = zext nneg i32 %513 to i64
  br label %554

554:                                              ; preds = %565, %552
  %555 = phi i64 [ %553, %552 ], [ %557, %565 ]
  %556 = phi i64 [ %550, %552 ], [ %566, %565 ]
  %557 = add nsw i64 %555, -1
  %558 = getelementptr inbounds nuw i64, ptr %514, i64 %557
  %559 = load i64, ptr %558, align 8
  %560 = icmp eq i64 %559, 1
  br i1 %560, label %565, label %561

561:                                              ; preds = %554
  %562 = getelementptr inbounds nuw i64, ptr %540, i64 %557
  %563 = load i64, ptr %562, align 8
  %564 = icmp eq i64 %563, %556
  br i1 %564, label %565, label %578

565:                                              ; preds = %561, %554
  %566 = mul nsw i64 %559, %556
  %567 = icmp samesign ult i64 %555, 2
  br i1 %567, label %568, label %554, !llvm.loop !28

568:                                              ; preds = %565, %549, %539
  tail call void @llvm.assume(i1 %516)
  %569 = zext nneg i32 %512 to i64
  %570 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %569
  %571 = getelementptr inbounds nuw i8, ptr %570, i64 8
  %572 = load i32, ptr %571, align 8
  %573 = tail call i32 @llvm.smin.i32(i32 %572, i32 8)
  %574 = sext i32 %573 to i64
  %575 = ptrtoint ptr %508 to i64
  %576 = urem i64 %575, %574
  %577 = icmp eq i64 %576, 0
  br i1 %577, label %663, label %578

578:                                              ; preds = %561, %568
  %579 = load i64, ptr %500, align 8
  %580 = icmp ugt i64 %537, 262144
  br i1 %580, label %581, label %584

581:                                              ; preds = %578
  %582 = add i64 %537, 2097151
  %583 = and i64 %582, -2097152
  br label %588

584:                                              ; preds = %578
  %585 = tail call i64 @llvm.usub.sat.i64(i64 %537, i64 1)
  %586 = add nuw nsw i64 %585, 65536
  %587 = and i64 %586, 983040
  br label %588

588:                                              ; preds = %584, %581
  %589 = phi i64 [ %583, %581 ], [ %587, %584 ]
  %590 = load i32, ptr %501, align 16
  %591 = icmp eq i32 %590, 0
  %592 = load ptr, ptr %9, align 64
  br i1 %591, label %596, label %593

593:                                              ; preds = %588
  %594 = getelementptr inbounds nuw i8, ptr %592, i64 112
  %595 = load i64, ptr %594, align 8
  br label %596

596:                                              ; preds = %593, %588
  %597 = phi i64 [ %595, %593 ], [ 0, %588 ]
  %598 = add i64 %597, %579
  %599 = getelementptr inbounds nuw i8, ptr %592, i64 12
  %600 = load i32, ptr %599, align 4
  %601 = icmp sgt i32 %600, 0
  br i1 %601, label %602, label %618

602:                                              ; preds = %596
  %603 = zext nneg i32 %600 to i64
  br label %604

604:                                              ; preds = %613, %602
  %605 = phi i64 [ 0, %602 ], [ %616, %613 ]
  %606 = phi i64 [ %598, %602 ], [ %615, %613 ]
  %607 = icmp eq i64 %605, %506
  br i1 %607, label %613, label %608

608:                                              ; preds = %604
  %609 = load ptr, ptr %502, align 16
  %610 = getelementptr inbounds nuw %struct.region, ptr %609, i64 %605
  %611 = getelementptr inbounds nuw i8, ptr %610, i64 8
  %612 = load i64, ptr %611, align 8
  br label %613

613:                                              ; preds = %608, %604
  %614 = phi i64 [ %612, %608 ], [ %589, %604 ]
  %615 = add i64 %614, %606
  %616 = add nuw nsw i64 %605, 1
  %617 = icmp eq i64 %616, %603
  br i1 %617, label %618, label %604, !llvm.loop !29

618:                                              ; preds = %613, %596
  %619 = phi i64 [ %598, %596 ], [ %615, %613 ]
  %620 = load i64, ptr %503, align 8
  %621 = icmp ne i64 %620, 0
  %622 = icmp ugt i64 %619, %620
  %623 = and i1 %621, %622
  br i1 %623, label %624, label %626

624:                                              ; preds = %618
  %625 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.26, i64 noundef %619, i64 noundef %620, ptr noundef nonnull @.str.61)
  br label %662

626:                                              ; preds = %618
  %627 = load ptr, ptr %502, align 16
  %628 = getelementptr inbounds nuw %struct.region, ptr %627, i64 %506
  %629 = load ptr, ptr %628, align 8
  %630 = icmp eq ptr %629, null
  br i1 %630, label %639, label %631

631:                                              ; preds = %626
  %632 = getelementptr inbounds nuw i8, ptr %628, i64 8
  %633 = load i64, ptr %632, align 8
  %634 = icmp ult i64 %633, %537
  br i1 %634, label %635, label %651

635:                                              ; preds = %631
  %636 = getelementptr inbounds i8, ptr %629, i64 -65536
  %637 = add i64 %633, 131072
  %638 = tail call i32 @munmap(ptr noundef nonnull %636, i64 noundef %637) #14
  br label %639

639:                                              ; preds = %635, %626
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %628, i8 0, i64 16, i1 false)
  %640 = load i32, ptr %504, align 4
  %641 = and i32 %640, 1
  %642 = xor i32 %641, 1
  %643 = tail call fastcc i32 @region_map(ptr noundef nonnull %628, i64 noundef %537, i32 noundef %642)
  %644 = icmp eq i32 %643, 0
  br i1 %644, label %649, label %645

645:                                              ; preds = %639
  %646 = load ptr, ptr %502, align 16
  %647 = getelementptr inbounds nuw %struct.region, ptr %646, i64 %506
  %648 = load ptr, ptr %647, align 8
  br label %651

649:                                              ; preds = %639
  %650 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.28, i64 noundef %537)
  br label %662

651:                                              ; preds = %645, %631
  %652 = phi ptr [ %648, %645 ], [ %629, %631 ]
  br i1 %541, label %655, label %653

653:                                              ; preds = %651
  %654 = call fastcc ptr @copy_row_major(ptr noundef %652, ptr noundef %508, ptr noundef %4, i32 noundef 0)
  br label %656

655:                                              ; preds = %651
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %652, ptr align 1 %508, i64 %537, i1 false)
  br label %656

656:                                              ; preds = %655, %653
  %657 = load ptr, ptr %502, align 16
  %658 = getelementptr inbounds nuw %struct.region, ptr %657, i64 %506
  %659 = load ptr, ptr %658, align 8
  %660 = load ptr, ptr %495, align 8
  %661 = getelementptr inbounds nuw ptr, ptr %660, i64 %510
  store ptr %659, ptr %661, align 8
  br label %663

662:                                              ; preds = %649, %624
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  br label %714

663:                                              ; preds = %656, %568, %536
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %664 = add nuw nsw i64 %506, 1
  %665 = load i32, ptr %491, align 4
  %666 = sext i32 %665 to i64
  %667 = icmp slt i64 %664, %666
  br i1 %667, label %505, label %668, !llvm.loop !30

668:                                              ; preds = %663
  %669 = load ptr, ptr %9, align 64
  br label %670

670:                                              ; preds = %668, %489
  %671 = phi ptr [ %669, %668 ], [ %490, %489 ]
  %672 = getelementptr inbounds nuw i8, ptr %0, i64 432
  %673 = load i32, ptr %672, align 16
  %674 = tail call i32 @getpid() #14
  %675 = icmp eq i32 %673, %674
  br i1 %675, label %683, label %676

676:                                              ; preds = %670
  %677 = tail call fastcc i32 @pool_start(ptr noundef nonnull %0)
  %678 = icmp eq i32 %677, 0
  br i1 %678, label %683, label %679

679:                                              ; preds = %676
  %680 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %681 = load i32, ptr %680, align 32
  %682 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 5, ptr noundef nonnull @.str.62, i32 noundef %681, i32 noundef %677)
  br label %714

683:                                              ; preds = %676, %670
  %684 = tail call fastcc i64 @pool_run(ptr noundef nonnull %0, ptr noundef nonnull @walk, ptr noundef nonnull %0)
  %685 = getelementptr inbounds nuw i8, ptr %0, i64 680
  %686 = load ptr, ptr %685, align 8
  %687 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %688 = load ptr, ptr %687, align 8
  %689 = getelementptr inbounds nuw i8, ptr %671, i64 72
  %690 = load ptr, ptr %689, align 8
  %691 = ptrtoint ptr %688 to i64
  %692 = ptrtoint ptr %690 to i64
  %693 = sub i64 %691, %692
  %694 = sdiv exact i64 %693, 10
  %695 = getelementptr inbounds i8, ptr %686, i64 %694
  %696 = load i64, ptr %695, align 8
  %697 = add nsw i64 %696, 1
  store i64 %697, ptr %695, align 8
  %698 = icmp eq i64 %684, 9223372036854775807
  br i1 %698, label %743, label %699

699:                                              ; preds = %683
  %700 = getelementptr inbounds nuw i8, ptr %671, i64 80
  %701 = load ptr, ptr %700, align 8
  %702 = ashr i64 %684, 32
  %703 = getelementptr inbounds %struct.zs_step, ptr %701, i64 %702
  %704 = getelementptr inbounds nuw i8, ptr %703, i64 8
  %705 = load ptr, ptr %704, align 8
  %706 = trunc i64 %684 to i32
  switch i32 %706, label %711 [
    i32 6, label %707
    i32 7, label %709
  ]

707:                                              ; preds = %699
  %708 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 6, ptr noundef nonnull @.str.63, ptr noundef %705)
  br label %714

709:                                              ; preds = %699
  %710 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 7, ptr noundef nonnull @.str.64, ptr noundef %705)
  br label %714

711:                                              ; preds = %699
  %712 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef %706, ptr noundef nonnull @.str.65, ptr noundef %705, i32 noundef %706)
  %713 = icmp eq i32 %706, 0
  br i1 %713, label %743, label %714

714:                                              ; preds = %711, %709, %707, %679, %662, %471, %425, %343, %325, %318, %269, %261, %253, %162, %147, %131, %107, %98, %89
  %715 = phi i32 [ %706, %711 ], [ 7, %709 ], [ 6, %707 ], [ 5, %679 ], [ 3, %662 ], [ 3, %471 ], [ 1, %325 ], [ 1, %343 ], [ 1, %318 ], [ 2, %425 ], [ %270, %269 ], [ 1, %98 ], [ 1, %107 ], [ 1, %253 ], [ 1, %261 ], [ 1, %162 ], [ 1, %147 ], [ 1, %131 ], [ 1, %89 ]
  %716 = load ptr, ptr %9, align 64
  %717 = getelementptr inbounds nuw i8, ptr %716, i64 16
  %718 = load i32, ptr %717, align 8
  %719 = icmp sgt i32 %718, 0
  br i1 %719, label %720, label %743

720:                                              ; preds = %714, %733
  %721 = phi ptr [ %734, %733 ], [ %716, %714 ]
  %722 = phi i64 [ %735, %733 ], [ 0, %714 ]
  %723 = load ptr, ptr %23, align 8
  %724 = getelementptr inbounds nuw i32, ptr %723, i64 %722
  %725 = load i32, ptr %724, align 4
  %726 = icmp eq i32 %725, 0
  br i1 %726, label %733, label %727

727:                                              ; preds = %720
  %728 = getelementptr inbounds nuw %struct.zs_tensor, ptr %2, i64 %722
  %729 = load ptr, ptr %728, align 8
  tail call void @free(ptr noundef %729) #14
  store ptr null, ptr %728, align 8
  %730 = load ptr, ptr %23, align 8
  %731 = getelementptr inbounds nuw i32, ptr %730, i64 %722
  store i32 0, ptr %731, align 4
  %732 = load ptr, ptr %9, align 64
  br label %733

733:                                              ; preds = %727, %720
  %734 = phi ptr [ %721, %720 ], [ %732, %727 ]
  %735 = add nuw nsw i64 %722, 1
  %736 = getelementptr inbounds nuw i8, ptr %734, i64 16
  %737 = load i32, ptr %736, align 8
  %738 = sext i32 %737 to i64
  %739 = icmp slt i64 %735, %738
  br i1 %739, label %720, label %743, !llvm.loop !31

740:                                              ; preds = %16, %6
  %741 = phi ptr [ @.str.29, %6 ], [ @.str.30, %16 ]
  %742 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull %741)
  br label %743

743:                                              ; preds = %733, %683, %711, %714, %740
  %744 = phi i32 [ %715, %714 ], [ 1, %740 ], [ 0, %683 ], [ 0, %711 ], [ %715, %733 ]
  %745 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %7) #14
  br label %746

746:                                              ; preds = %3, %743
  %747 = phi i32 [ %744, %743 ], [ 1, %3 ]
  ret i32 %747
}

; Function Attrs: nounwind
declare i32 @pthread_mutex_lock(ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_mutex_unlock(ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define range(i32 0, 2) i32 @zs_output_shape(ptr noundef %0, i32 noundef %1, ptr noundef writeonly captures(none) %2) local_unnamed_addr #1 {
  %4 = icmp eq ptr %0, null
  br i1 %4, label %57, label %5

5:                                                ; preds = %3
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %7 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %6) #14
  %8 = icmp sgt i32 %1, -1
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %10 = load ptr, ptr %9, align 64
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 16
  %12 = load i32, ptr %11, align 8
  %13 = icmp slt i32 %1, %12
  %14 = select i1 %8, i1 %13, i1 false
  br i1 %14, label %17, label %15

15:                                               ; preds = %5
  %16 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.2, i32 noundef %1, i32 noundef %12)
  br label %54

17:                                               ; preds = %5
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 532
  %19 = load i32, ptr %18, align 4
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %28

21:                                               ; preds = %17
  %22 = getelementptr inbounds nuw i8, ptr %10, i64 64
  %23 = load ptr, ptr %22, align 8
  %24 = zext nneg i32 %1 to i64
  %25 = getelementptr inbounds nuw %struct.zs_port, ptr %23, i64 %24
  %26 = load ptr, ptr %25, align 8
  %27 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.3, ptr noundef %26)
  br label %54

28:                                               ; preds = %17
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %30 = load ptr, ptr %29, align 8
  %31 = icmp eq i32 %1, 0
  %32 = getelementptr inbounds nuw i8, ptr %10, i64 64
  %33 = load ptr, ptr %32, align 8
  br i1 %31, label %36, label %34

34:                                               ; preds = %28
  %35 = zext nneg i32 %1 to i64
  br label %44

36:                                               ; preds = %44, %28
  %37 = phi i64 [ 0, %28 ], [ %35, %44 ]
  %38 = phi ptr [ %30, %28 ], [ %51, %44 ]
  %39 = getelementptr inbounds nuw %struct.zs_port, ptr %33, i64 %37
  %40 = getelementptr inbounds nuw i8, ptr %39, i64 12
  %41 = load i32, ptr %40, align 4
  %42 = sext i32 %41 to i64
  %43 = shl nsw i64 %42, 3
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %2, ptr align 8 %38, i64 %43, i1 false)
  br label %54

44:                                               ; preds = %34, %44
  %45 = phi i64 [ 0, %34 ], [ %52, %44 ]
  %46 = phi ptr [ %30, %34 ], [ %51, %44 ]
  %47 = getelementptr inbounds nuw %struct.zs_port, ptr %33, i64 %45
  %48 = getelementptr inbounds nuw i8, ptr %47, i64 12
  %49 = load i32, ptr %48, align 4
  %50 = sext i32 %49 to i64
  %51 = getelementptr inbounds i64, ptr %46, i64 %50
  %52 = add nuw nsw i64 %45, 1
  %53 = icmp eq i64 %52, %35
  br i1 %53, label %36, label %44, !llvm.loop !32

54:                                               ; preds = %21, %36, %15
  %55 = phi i32 [ 1, %15 ], [ 0, %36 ], [ 1, %21 ]
  %56 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %6) #14
  br label %57

57:                                               ; preds = %3, %54
  %58 = phi i32 [ %55, %54 ], [ 1, %3 ]
  ret i32 %58
}

; Function Attrs: nofree nounwind uwtable
define internal noundef i32 @fail(ptr noundef captures(none) %0, i32 noundef returned %1, ptr noundef readonly captures(none) %2, ...) unnamed_addr #6 {
  %4 = alloca [1 x %struct.__va_list_tag], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  call void @llvm.va_start.p0(ptr nonnull %4)
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 688
  %6 = call i32 @vsnprintf(ptr noundef nonnull %5, i64 noundef 512, ptr noundef %2, ptr noundef nonnull %4) #14
  call void @llvm.va_end.p0(ptr nonnull %4)
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  ret i32 %1
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #7

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable
define ptr @zs_step_name(ptr noundef readonly captures(address_is_null) %0, i32 noundef %1) local_unnamed_addr #8 {
  %3 = icmp ne ptr %0, null
  %4 = icmp sgt i32 %1, -1
  %5 = and i1 %3, %4
  br i1 %5, label %6, label %19

6:                                                ; preds = %2
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %8 = load ptr, ptr %7, align 64
  %9 = getelementptr inbounds nuw i8, ptr %8, i64 24
  %10 = load i32, ptr %9, align 8
  %11 = icmp slt i32 %1, %10
  br i1 %11, label %12, label %19

12:                                               ; preds = %6
  %13 = getelementptr inbounds nuw i8, ptr %8, i64 80
  %14 = load ptr, ptr %13, align 8
  %15 = zext nneg i32 %1 to i64
  %16 = getelementptr inbounds nuw %struct.zs_step, ptr %14, i64 %15
  %17 = getelementptr inbounds nuw i8, ptr %16, i64 8
  %18 = load ptr, ptr %17, align 8
  br label %19

19:                                               ; preds = %2, %6, %12
  %20 = phi ptr [ %18, %12 ], [ null, %6 ], [ null, %2 ]
  ret ptr %20
}

; Function Attrs: nounwind uwtable
define range(i32 0, 2) i32 @zs_profile(ptr noundef %0, ptr noundef writeonly captures(none) %1, ptr noundef writeonly captures(none) %2) local_unnamed_addr #1 {
  %4 = icmp eq ptr %0, null
  br i1 %4, label %60, label %5

5:                                                ; preds = %3
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %7 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %6) #14
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 672
  %9 = load ptr, ptr %8, align 32
  %10 = icmp eq ptr %9, null
  br i1 %10, label %11, label %13

11:                                               ; preds = %5
  %12 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.4)
  br label %57

13:                                               ; preds = %5
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %15 = load ptr, ptr %14, align 64
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 24
  %17 = load i32, ptr %16, align 8
  %18 = sext i32 %17 to i64
  %19 = shl nsw i64 %18, 3
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %1, ptr nonnull align 8 %9, i64 %19, i1 false)
  %20 = getelementptr inbounds nuw i8, ptr %15, i64 20
  %21 = load i32, ptr %20, align 4
  %22 = icmp sgt i32 %21, 0
  br i1 %22, label %23, label %57

23:                                               ; preds = %13
  %24 = getelementptr inbounds nuw i8, ptr %15, i64 72
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 680
  %26 = load ptr, ptr %24, align 8
  br label %27

27:                                               ; preds = %23, %39
  %28 = phi i32 [ %21, %23 ], [ %40, %39 ]
  %29 = phi ptr [ %26, %23 ], [ %41, %39 ]
  %30 = phi i64 [ 0, %23 ], [ %42, %39 ]
  %31 = getelementptr inbounds nuw %struct.zs_plan, ptr %29, i64 %30
  %32 = getelementptr inbounds nuw i8, ptr %31, i64 16
  %33 = load i64, ptr %32, align 8
  %34 = getelementptr inbounds nuw i8, ptr %31, i64 24
  %35 = load i64, ptr %34, align 8
  %36 = icmp slt i64 %33, %35
  br i1 %36, label %45, label %39

37:                                               ; preds = %45
  %38 = load i32, ptr %20, align 4
  br label %39

39:                                               ; preds = %37, %27
  %40 = phi i32 [ %38, %37 ], [ %28, %27 ]
  %41 = phi ptr [ %52, %37 ], [ %29, %27 ]
  %42 = add nuw nsw i64 %30, 1
  %43 = sext i32 %40 to i64
  %44 = icmp slt i64 %42, %43
  br i1 %44, label %27, label %57, !llvm.loop !33

45:                                               ; preds = %27, %45
  %46 = phi i64 [ %51, %45 ], [ %33, %27 ]
  %47 = load ptr, ptr %25, align 8
  %48 = getelementptr inbounds nuw i64, ptr %47, i64 %30
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds i64, ptr %2, i64 %46
  store i64 %49, ptr %50, align 8
  %51 = add nsw i64 %46, 1
  %52 = load ptr, ptr %24, align 8
  %53 = getelementptr inbounds nuw %struct.zs_plan, ptr %52, i64 %30
  %54 = getelementptr inbounds nuw i8, ptr %53, i64 24
  %55 = load i64, ptr %54, align 8
  %56 = icmp slt i64 %51, %55
  br i1 %56, label %45, label %37, !llvm.loop !34

57:                                               ; preds = %39, %13, %11
  %58 = phi i32 [ 1, %11 ], [ 0, %13 ], [ 0, %39 ]
  %59 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %6) #14
  br label %60

60:                                               ; preds = %3, %57
  %61 = phi i32 [ %58, %57 ], [ 1, %3 ]
  ret i32 %61
}

; Function Attrs: nounwind uwtable
define range(i32 0, 2) i32 @zs_memory(ptr noundef %0, ptr noundef writeonly captures(none) %1) local_unnamed_addr #1 {
  %3 = icmp eq ptr %0, null
  br i1 %3, label %21, label %4

4:                                                ; preds = %2
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %6 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %5) #14
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 592
  %8 = load ptr, ptr %7, align 16
  store ptr %8, ptr %1, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 600
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %1, i64 8
  store i64 %10, ptr %11, align 8
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 520
  %13 = load ptr, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %1, i64 16
  store ptr %13, ptr %14, align 8
  %15 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %16 = load ptr, ptr %15, align 64
  %17 = getelementptr inbounds nuw i8, ptr %16, i64 112
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds nuw i8, ptr %1, i64 24
  store i64 %18, ptr %19, align 8
  %20 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %5) #14
  br label %21

21:                                               ; preds = %2, %4
  %22 = phi i32 [ 0, %4 ], [ 1, %2 ]
  ret i32 %22
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable
define nonnull ptr @zs_error(ptr noundef readnone captures(address_is_null, ret: address, provenance) %0) local_unnamed_addr #0 {
  %2 = icmp eq ptr %0, null
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 688
  %4 = select i1 %2, ptr getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), ptr %3
  ret ptr %4
}

; Function Attrs: nounwind uwtable
define void @zs_close(ptr noundef %0) local_unnamed_addr #1 {
  %2 = icmp eq ptr %0, null
  br i1 %2, label %4, label %3

3:                                                ; preds = %1
  tail call fastcc void @finish(ptr noundef nonnull %0)
  br label %4

4:                                                ; preds = %3, %1
  ret void
}

; Function Attrs: mustprogress nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite) uwtable
define void @zs_release(ptr noundef captures(none) %0) local_unnamed_addr #9 {
  tail call void @free(ptr noundef %0) #14
  ret void
}

; Function Attrs: mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @free(ptr allocptr noundef captures(none)) local_unnamed_addr #10

; Function Attrs: nofree nounwind
declare noundef i32 @snprintf(ptr noalias noundef writeonly captures(none), i64 noundef, ptr noundef readonly captures(none), ...) local_unnamed_addr #3

; Function Attrs: nounwind uwtable
define internal fastcc range(i32 0, 4) i32 @prepare(ptr noundef captures(none) %0) unnamed_addr #1 {
  %2 = alloca [2 x i64], align 16
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %4 = load ptr, ptr %3, align 64
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %6 = load i32, ptr %5, align 8
  %7 = sext i32 %6 to i64
  %8 = shl nsw i64 %7, 3
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 532
  %10 = load i32, ptr %9, align 4
  %11 = icmp eq i32 %10, 0
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %13 = load ptr, ptr %12, align 32
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %15 = load ptr, ptr %14, align 8
  br i1 %11, label %19, label %16

16:                                               ; preds = %1
  %17 = tail call i32 @bcmp(ptr %13, ptr %15, i64 %8)
  %18 = icmp eq i32 %17, 0
  br i1 %18, label %236, label %19

19:                                               ; preds = %1, %16
  store i32 0, ptr %9, align 4
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 544
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %13, ptr align 8 %15, i64 %8, i1 false)
  %21 = load ptr, ptr %3, align 64
  %22 = getelementptr inbounds nuw i8, ptr %21, i64 72
  %23 = load ptr, ptr %22, align 8
  %24 = load i64, ptr %23, align 8
  %25 = icmp sgt i64 %24, -1
  %26 = load ptr, ptr %20, align 32
  br i1 %25, label %27, label %39

27:                                               ; preds = %19, %35
  %28 = phi i64 [ %37, %35 ], [ %24, %19 ]
  %29 = phi ptr [ %36, %35 ], [ %23, %19 ]
  %30 = getelementptr inbounds nuw i64, ptr %26, i64 %28
  %31 = load i64, ptr %30, align 8
  %32 = getelementptr inbounds nuw i8, ptr %29, i64 8
  %33 = load i64, ptr %32, align 8
  %34 = icmp eq i64 %31, %33
  br i1 %34, label %39, label %35

35:                                               ; preds = %27
  %36 = getelementptr inbounds nuw i8, ptr %29, i64 80
  %37 = load i64, ptr %36, align 8
  %38 = icmp sgt i64 %37, -1
  br i1 %38, label %27, label %39, !llvm.loop !35

39:                                               ; preds = %27, %35, %19
  %40 = phi ptr [ %23, %19 ], [ %29, %27 ], [ %36, %35 ]
  %41 = getelementptr inbounds nuw i8, ptr %0, i64 536
  store ptr %40, ptr %41, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 16 dereferenceable(16) %2, i8 0, i64 16, i1 false)
  %42 = getelementptr inbounds nuw i8, ptr %40, i64 72
  %43 = load ptr, ptr %42, align 8
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 568
  %45 = load ptr, ptr %44, align 8
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %47 = load ptr, ptr %46, align 8
  call void %43(ptr noundef %26, ptr noundef %45, ptr noundef nonnull %2, ptr noundef %47) #14
  %48 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %49 = load i32, ptr %48, align 32
  %50 = sext i32 %49 to i64
  %51 = load i64, ptr %2, align 16
  %52 = add i64 %51, 63
  %53 = and i64 %52, -64
  %54 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %55 = load i64, ptr %54, align 8
  %56 = mul i64 %55, %50
  %57 = add i64 %53, %56
  %58 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %59 = load i32, ptr %58, align 8
  %60 = sext i32 %59 to i64
  %61 = mul nsw i64 %60, %50
  %62 = add i64 %61, %57
  %63 = icmp ugt i64 %62, 262144
  br i1 %63, label %64, label %67

64:                                               ; preds = %39
  %65 = add i64 %62, 2097151
  %66 = and i64 %65, -2097152
  br label %71

67:                                               ; preds = %39
  %68 = call i64 @llvm.usub.sat.i64(i64 %62, i64 1)
  %69 = add nuw nsw i64 %68, 65536
  %70 = and i64 %69, 983040
  br label %71

71:                                               ; preds = %64, %67
  %72 = phi i64 [ %66, %64 ], [ %70, %67 ]
  %73 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %74 = load i32, ptr %73, align 16
  %75 = icmp eq i32 %74, 0
  %76 = load ptr, ptr %3, align 64
  br i1 %75, label %80, label %77

77:                                               ; preds = %71
  %78 = getelementptr inbounds nuw i8, ptr %76, i64 112
  %79 = load i64, ptr %78, align 8
  br label %80

80:                                               ; preds = %77, %71
  %81 = phi i64 [ %79, %77 ], [ 0, %71 ]
  %82 = add i64 %81, %72
  %83 = getelementptr inbounds nuw i8, ptr %76, i64 12
  %84 = load i32, ptr %83, align 4
  %85 = icmp sgt i32 %84, 0
  br i1 %85, label %86, label %99

86:                                               ; preds = %80
  %87 = getelementptr inbounds nuw i8, ptr %0, i64 656
  %88 = zext nneg i32 %84 to i64
  %89 = load ptr, ptr %87, align 16
  br label %90

90:                                               ; preds = %90, %86
  %91 = phi i64 [ 0, %86 ], [ %97, %90 ]
  %92 = phi i64 [ %82, %86 ], [ %96, %90 ]
  %93 = getelementptr inbounds nuw %struct.region, ptr %89, i64 %91
  %94 = getelementptr inbounds nuw i8, ptr %93, i64 8
  %95 = load i64, ptr %94, align 8
  %96 = add i64 %95, %92
  %97 = add nuw nsw i64 %91, 1
  %98 = icmp eq i64 %97, %88
  br i1 %98, label %99, label %90, !llvm.loop !29

99:                                               ; preds = %90, %80
  %100 = phi i64 [ %82, %80 ], [ %96, %90 ]
  %101 = getelementptr inbounds nuw i8, ptr %0, i64 504
  %102 = load i64, ptr %101, align 8
  %103 = icmp ne i64 %102, 0
  %104 = icmp ugt i64 %100, %102
  %105 = and i1 %103, %104
  br i1 %105, label %106, label %108

106:                                              ; preds = %99
  %107 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.26, i64 noundef %100, i64 noundef %102, ptr noundef nonnull @.str.27)
  br label %234

108:                                              ; preds = %99
  %109 = getelementptr inbounds nuw i8, ptr %0, i64 592
  %110 = load ptr, ptr %109, align 16
  %111 = icmp ne ptr %110, null
  br i1 %111, label %112, label %120

112:                                              ; preds = %108
  %113 = getelementptr inbounds nuw i8, ptr %0, i64 600
  %114 = load i64, ptr %113, align 8
  %115 = icmp ult i64 %114, %62
  br i1 %115, label %116, label %133

116:                                              ; preds = %112
  %117 = getelementptr inbounds i8, ptr %110, i64 -65536
  %118 = add i64 %114, 131072
  %119 = call i32 @munmap(ptr noundef nonnull %117, i64 noundef %118) #14
  br label %120

120:                                              ; preds = %116, %108
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %109, i8 0, i64 16, i1 false)
  %121 = getelementptr inbounds nuw i8, ptr %0, i64 500
  %122 = load i32, ptr %121, align 4
  %123 = and i32 %122, 1
  %124 = xor i32 %123, 1
  %125 = call fastcc i32 @region_map(ptr noundef nonnull %109, i64 noundef %62, i32 noundef %124)
  %126 = icmp eq i32 %125, 0
  br i1 %126, label %127, label %129

127:                                              ; preds = %120
  %128 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.28, i64 noundef %62)
  br label %234

129:                                              ; preds = %120
  %130 = load ptr, ptr %109, align 16
  %131 = icmp eq ptr %130, %110
  %132 = select i1 %111, i1 %131, i1 false
  br i1 %132, label %133, label %136

133:                                              ; preds = %129, %112
  %134 = phi ptr [ %130, %129 ], [ %110, %112 ]
  call void @llvm.memset.p0.i64(ptr align 1 %134, i8 0, i64 %57, i1 false)
  %135 = load ptr, ptr %109, align 16
  br label %136

136:                                              ; preds = %133, %129
  %137 = phi ptr [ %135, %133 ], [ %130, %129 ]
  %138 = getelementptr inbounds nuw i8, ptr %137, i64 %53
  %139 = getelementptr inbounds nuw i8, ptr %0, i64 616
  store ptr %138, ptr %139, align 8
  %140 = load i64, ptr %54, align 8
  %141 = getelementptr inbounds nuw i8, ptr %0, i64 608
  store i64 %140, ptr %141, align 32
  %142 = getelementptr inbounds nuw i8, ptr %137, i64 %57
  %143 = getelementptr inbounds nuw i8, ptr %0, i64 624
  store ptr %142, ptr %143, align 16
  %144 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %145 = load ptr, ptr %144, align 8
  store ptr %137, ptr %145, align 8
  %146 = getelementptr inbounds nuw i8, ptr %0, i64 520
  %147 = load ptr, ptr %146, align 8
  %148 = load ptr, ptr %144, align 8
  %149 = getelementptr inbounds nuw i8, ptr %148, i64 8
  store ptr %147, ptr %149, align 8
  %150 = load ptr, ptr %3, align 64
  %151 = load ptr, ptr %41, align 8
  %152 = load i32, ptr %48, align 32
  %153 = icmp sgt i32 %152, 0
  br i1 %153, label %154, label %161

154:                                              ; preds = %136
  %155 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %156 = getelementptr inbounds nuw i8, ptr %150, i64 40
  %157 = getelementptr inbounds nuw i8, ptr %151, i64 64
  %158 = getelementptr inbounds nuw i8, ptr %151, i64 32
  %159 = getelementptr inbounds nuw i8, ptr %151, i64 40
  %160 = getelementptr inbounds nuw i8, ptr %150, i64 88
  br label %171

161:                                              ; preds = %183, %136
  %162 = getelementptr inbounds nuw i8, ptr %0, i64 648
  store i32 0, ptr %162, align 8
  %163 = getelementptr inbounds nuw i8, ptr %151, i64 32
  %164 = load i64, ptr %163, align 8
  %165 = getelementptr inbounds nuw i8, ptr %151, i64 40
  %166 = load i64, ptr %165, align 8
  %167 = icmp slt i64 %164, %166
  br i1 %167, label %168, label %233

168:                                              ; preds = %161
  %169 = getelementptr inbounds nuw i8, ptr %150, i64 88
  %170 = getelementptr inbounds nuw i8, ptr %0, i64 640
  br label %212

171:                                              ; preds = %183, %154
  %172 = phi i64 [ 0, %154 ], [ %184, %183 ]
  %173 = load ptr, ptr %155, align 64
  %174 = load i64, ptr %156, align 8
  %175 = mul i64 %174, %172
  %176 = getelementptr inbounds nuw i64, ptr %173, i64 %175
  %177 = load ptr, ptr %44, align 8
  %178 = load i64, ptr %157, align 8
  %179 = shl i64 %178, 3
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %176, ptr align 8 %177, i64 %179, i1 false)
  %180 = load i64, ptr %158, align 8
  %181 = load i64, ptr %159, align 8
  %182 = icmp slt i64 %180, %181
  br i1 %182, label %188, label %183

183:                                              ; preds = %208, %171
  %184 = add nuw nsw i64 %172, 1
  %185 = load i32, ptr %48, align 32
  %186 = sext i32 %185 to i64
  %187 = icmp slt i64 %184, %186
  br i1 %187, label %171, label %161, !llvm.loop !36

188:                                              ; preds = %171, %208
  %189 = phi i64 [ %209, %208 ], [ %181, %171 ]
  %190 = phi i64 [ %210, %208 ], [ %180, %171 ]
  %191 = load ptr, ptr %160, align 8
  %192 = getelementptr inbounds %struct.zs_reloc, ptr %191, i64 %190
  %193 = getelementptr inbounds nuw i8, ptr %192, i64 8
  %194 = load i64, ptr %193, align 8
  %195 = icmp slt i64 %194, 2
  br i1 %195, label %196, label %208

196:                                              ; preds = %188
  %197 = load ptr, ptr %144, align 8
  %198 = getelementptr inbounds ptr, ptr %197, i64 %194
  %199 = load ptr, ptr %198, align 8
  %200 = load ptr, ptr %44, align 8
  %201 = load i64, ptr %192, align 8
  %202 = getelementptr inbounds i64, ptr %200, i64 %201
  %203 = load i64, ptr %202, align 8
  %204 = getelementptr inbounds i8, ptr %199, i64 %203
  %205 = ptrtoint ptr %204 to i64
  %206 = getelementptr inbounds i64, ptr %176, i64 %201
  store i64 %205, ptr %206, align 8
  %207 = load i64, ptr %159, align 8
  br label %208

208:                                              ; preds = %196, %188
  %209 = phi i64 [ %207, %196 ], [ %189, %188 ]
  %210 = add nsw i64 %190, 1
  %211 = icmp slt i64 %210, %209
  br i1 %211, label %188, label %183, !llvm.loop !37

212:                                              ; preds = %229, %168
  %213 = phi i64 [ %166, %168 ], [ %230, %229 ]
  %214 = phi i64 [ %164, %168 ], [ %231, %229 ]
  %215 = load ptr, ptr %169, align 8
  %216 = getelementptr inbounds %struct.zs_reloc, ptr %215, i64 %214
  %217 = getelementptr inbounds nuw i8, ptr %216, i64 8
  %218 = load i64, ptr %217, align 8
  %219 = icmp sgt i64 %218, 2
  br i1 %219, label %220, label %229

220:                                              ; preds = %212
  %221 = load ptr, ptr %170, align 64
  %222 = load i32, ptr %162, align 8
  %223 = add nsw i32 %222, 1
  store i32 %223, ptr %162, align 8
  %224 = sext i32 %222 to i64
  %225 = getelementptr inbounds %struct.zs_reloc, ptr %221, i64 %224
  %226 = load ptr, ptr %169, align 8
  %227 = getelementptr inbounds %struct.zs_reloc, ptr %226, i64 %214
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %225, ptr noundef nonnull align 8 dereferenceable(24) %227, i64 24, i1 false)
  %228 = load i64, ptr %165, align 8
  br label %229

229:                                              ; preds = %220, %212
  %230 = phi i64 [ %213, %212 ], [ %228, %220 ]
  %231 = add nsw i64 %214, 1
  %232 = icmp slt i64 %231, %230
  br i1 %232, label %212, label %233, !llvm.loop !38

233:                                              ; preds = %229, %161
  store i32 1, ptr %9, align 4
  br label %234

234:                                              ; preds = %106, %127, %233
  %235 = phi i32 [ 0, %233 ], [ 3, %106 ], [ 3, %127 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  br label %236

236:                                              ; preds = %16, %234
  %237 = phi i32 [ %235, %234 ], [ 0, %16 ]
  ret i32 %237
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: read)
declare i64 @strlen(ptr noundef captures(none)) local_unnamed_addr #11

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare ptr @strcat(ptr noalias noundef returned, ptr noalias noundef readonly captures(none)) local_unnamed_addr #12

; Function Attrs: nounwind
declare i32 @sched_getaffinity(i32 noundef, i64 noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @calloc(i64 noundef, i64 noundef) local_unnamed_addr #13

; Function Attrs: nounwind uwtable
define internal fastcc i32 @pool_start(ptr noundef %0) unnamed_addr #1 {
  %2 = alloca %struct.__sigset_t, align 8
  %3 = alloca %struct.__sigset_t, align 8
  %4 = alloca [24 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #14
  store atomic i32 0, ptr %0 seq_cst, align 64
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 4
  store atomic i32 0, ptr %5 seq_cst, align 4
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 68
  store atomic i32 0, ptr %6 seq_cst, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 128
  store atomic i32 0, ptr %7 seq_cst, align 64
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 276
  store i32 0, ptr %8, align 4
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 424
  store i32 -1, ptr %9, align 8
  %10 = call i32 @sigfillset(ptr noundef nonnull %2) #14
  %11 = call i32 @pthread_sigmask(i32 noundef 2, ptr noundef nonnull %2, ptr noundef nonnull %3) #14
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %13 = load i32, ptr %12, align 32
  %14 = icmp sgt i32 %13, 1
  br i1 %14, label %15, label %53

15:                                               ; preds = %1
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 280
  br label %19

17:                                               ; preds = %36, %34
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %18 = call i32 @pthread_sigmask(i32 noundef 2, ptr noundef nonnull %3, ptr noundef null) #14
  br label %57

19:                                               ; preds = %15, %45
  %20 = phi i64 [ 1, %15 ], [ %49, %45 ]
  %21 = load ptr, ptr %16, align 8
  %22 = getelementptr inbounds nuw %struct.worker, ptr %21, i64 %20
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  store ptr %0, ptr %22, align 8
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 8
  %24 = trunc nuw nsw i64 %20 to i32
  store i32 %24, ptr %23, align 8
  %25 = getelementptr inbounds nuw i8, ptr %22, i64 16
  %26 = call i32 @pthread_create(ptr noundef nonnull %25, ptr noundef null, ptr noundef nonnull @pool_work, ptr noundef nonnull %22) #14
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %45, label %28

28:                                               ; preds = %19
  store i32 1, ptr %8, align 4
  %29 = atomicrmw add ptr %0, i32 1 seq_cst, align 64
  %30 = load atomic i32, ptr %5 seq_cst, align 4
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %34, label %32

32:                                               ; preds = %28
  %33 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %0, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %34

34:                                               ; preds = %32, %28
  %35 = icmp samesign ugt i64 %20, 1
  br i1 %35, label %36, label %17

36:                                               ; preds = %34, %36
  %37 = phi i64 [ %43, %36 ], [ 1, %34 ]
  %38 = load ptr, ptr %16, align 8
  %39 = getelementptr inbounds nuw %struct.worker, ptr %38, i64 %37
  %40 = getelementptr inbounds nuw i8, ptr %39, i64 16
  %41 = load i64, ptr %40, align 8
  %42 = call i32 @pthread_join(i64 noundef %41, ptr noundef null) #14
  %43 = add nuw nsw i64 %37, 1
  %44 = icmp eq i64 %43, %20
  br i1 %44, label %17, label %36, !llvm.loop !19

45:                                               ; preds = %19
  %46 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %4, i64 noundef 24, ptr noundef nonnull @.str.23, i32 noundef %24) #14
  %47 = load i64, ptr %25, align 8
  %48 = call i32 @pthread_setname_np(i64 noundef %47, ptr noundef nonnull %4) #14
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %49 = add nuw nsw i64 %20, 1
  %50 = load i32, ptr %12, align 32
  %51 = sext i32 %50 to i64
  %52 = icmp slt i64 %49, %51
  br i1 %52, label %19, label %53, !llvm.loop !39

53:                                               ; preds = %45, %1
  %54 = call i32 @pthread_sigmask(i32 noundef 2, ptr noundef nonnull %3, ptr noundef null) #14
  %55 = call i32 @getpid() #14
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store i32 %55, ptr %56, align 16
  br label %57

57:                                               ; preds = %17, %53
  %58 = phi i32 [ 0, %53 ], [ %26, %17 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #14
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  ret i32 %58
}

; Function Attrs: nounwind
declare i32 @sigfillset(ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_sigmask(i32 noundef, ptr noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_create(ptr noundef, ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal noalias noundef ptr @pool_work(ptr noundef readonly captures(none) %0) #1 {
  %2 = alloca %struct.timespec, align 8
  %3 = alloca i32, align 4
  %4 = load ptr, ptr %0, align 8
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 292
  %6 = load i32, ptr %5, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %3)
  store i32 %6, ptr %3, align 4
  call void @llvm.x86.sse.ldmxcsr(ptr nonnull %3)
  call void @llvm.lifetime.end.p0(ptr nonnull %3)
  %7 = getelementptr inbounds nuw i8, ptr %4, i64 428
  %8 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 4
  %10 = getelementptr inbounds nuw i8, ptr %4, i64 276
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 256
  %12 = getelementptr inbounds nuw i8, ptr %4, i64 264
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %14 = getelementptr inbounds nuw i8, ptr %4, i64 288
  br label %15

15:                                               ; preds = %53, %1
  %16 = phi i32 [ 0, %1 ], [ %59, %53 ]
  %17 = load i32, ptr %7, align 4
  %18 = icmp eq i32 %17, 0
  %19 = select i1 %18, i64 50000, i64 0
  br label %20

20:                                               ; preds = %29, %15
  %21 = phi i64 [ 0, %15 ], [ %37, %29 ]
  br label %22

22:                                               ; preds = %26, %20
  %23 = phi i32 [ 0, %20 ], [ %27, %26 ]
  %24 = load atomic i32, ptr %4 acquire, align 64
  %25 = icmp eq i32 %24, %16
  br i1 %25, label %26, label %49

26:                                               ; preds = %22
  call void @llvm.x86.sse2.pause()
  %27 = add nuw nsw i32 %23, 1
  %28 = icmp eq i32 %27, 32
  br i1 %28, label %29, label %22, !llvm.loop !40

29:                                               ; preds = %26
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  %30 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #14
  %31 = load i64, ptr %2, align 8
  %32 = mul nsw i64 %31, 1000000000
  %33 = load i64, ptr %8, align 8
  %34 = add nsw i64 %32, %33
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  %35 = icmp eq i64 %21, 0
  %36 = add nsw i64 %34, %19
  %37 = select i1 %35, i64 %36, i64 %21
  %38 = icmp slt i64 %34, %37
  br i1 %38, label %20, label %39

39:                                               ; preds = %29
  %40 = atomicrmw add ptr %9, i32 1 seq_cst, align 4
  %41 = load atomic i32, ptr %4 seq_cst, align 64
  %42 = icmp eq i32 %41, %16
  br i1 %42, label %43, label %47

43:                                               ; preds = %39, %43
  %44 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %4, i32 noundef 128, i32 noundef %16, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  %45 = load atomic i32, ptr %4 seq_cst, align 64
  %46 = icmp eq i32 %45, %16
  br i1 %46, label %43, label %47, !llvm.loop !41

47:                                               ; preds = %43, %39
  %48 = atomicrmw sub ptr %9, i32 1 seq_cst, align 4
  br label %49

49:                                               ; preds = %22, %47
  %50 = load i32, ptr %10, align 4
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %53, label %52

52:                                               ; preds = %49
  ret ptr null

53:                                               ; preds = %49
  %54 = load ptr, ptr %11, align 64
  %55 = load ptr, ptr %12, align 8
  %56 = load i32, ptr %13, align 8
  %57 = load i32, ptr %14, align 32
  call void %54(ptr noundef %55, i32 noundef %56, i32 noundef %57) #14
  %58 = call fastcc i32 @pool_barrier(ptr noundef nonnull %4)
  %59 = add i32 %16, 1
  br label %15, !llvm.loop !42
}

; Function Attrs: nounwind
declare i32 @pthread_setname_np(i64 noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @getpid() local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc i32 @pool_barrier(ptr noundef %0) unnamed_addr #1 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %4 = load atomic i32, ptr %3 monotonic, align 64
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %6 = atomicrmw add ptr %5, i32 1 seq_cst, align 64
  %7 = add nsw i32 %6, 1
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %9 = load i32, ptr %8, align 32
  %10 = icmp eq i32 %7, %9
  br i1 %10, label %11, label %23

11:                                               ; preds = %1
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 192
  %13 = load atomic i64, ptr %12 seq_cst, align 64
  %14 = icmp ne i64 %13, 9223372036854775807
  %15 = zext i1 %14 to i32
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 272
  store i32 %15, ptr %16, align 16
  store atomic i32 0, ptr %5 monotonic, align 64
  %17 = atomicrmw add ptr %3, i32 1 seq_cst, align 64
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 68
  %19 = load atomic i32, ptr %18 seq_cst, align 4
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %59, label %21

21:                                               ; preds = %11
  %22 = tail call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %3, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %59

23:                                               ; preds = %1
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 428
  %25 = load i32, ptr %24, align 4
  %26 = icmp eq i32 %25, 0
  %27 = select i1 %26, i64 200000, i64 0
  %28 = getelementptr inbounds nuw i8, ptr %2, i64 8
  br label %29

29:                                               ; preds = %38, %23
  %30 = phi i64 [ 0, %23 ], [ %46, %38 ]
  br label %31

31:                                               ; preds = %35, %29
  %32 = phi i32 [ 0, %29 ], [ %36, %35 ]
  %33 = load atomic i32, ptr %3 acquire, align 64
  %34 = icmp eq i32 %33, %4
  br i1 %34, label %35, label %59

35:                                               ; preds = %31
  call void @llvm.x86.sse2.pause()
  %36 = add nuw nsw i32 %32, 1
  %37 = icmp eq i32 %36, 32
  br i1 %37, label %38, label %31, !llvm.loop !40

38:                                               ; preds = %35
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  %39 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #14
  %40 = load i64, ptr %2, align 8
  %41 = mul nsw i64 %40, 1000000000
  %42 = load i64, ptr %28, align 8
  %43 = add nsw i64 %41, %42
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  %44 = icmp eq i64 %30, 0
  %45 = add nsw i64 %43, %27
  %46 = select i1 %44, i64 %45, i64 %30
  %47 = icmp slt i64 %43, %46
  br i1 %47, label %29, label %48

48:                                               ; preds = %38
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 68
  %50 = atomicrmw add ptr %49, i32 1 seq_cst, align 4
  %51 = load atomic i32, ptr %3 seq_cst, align 64
  %52 = icmp eq i32 %51, %4
  br i1 %52, label %53, label %57

53:                                               ; preds = %48, %53
  %54 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %3, i32 noundef 128, i32 noundef %4, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  %55 = load atomic i32, ptr %3 seq_cst, align 64
  %56 = icmp eq i32 %55, %4
  br i1 %56, label %53, label %57, !llvm.loop !41

57:                                               ; preds = %53, %48
  %58 = atomicrmw sub ptr %49, i32 1 seq_cst, align 4
  br label %59

59:                                               ; preds = %31, %57, %21, %11
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %61 = load i32, ptr %60, align 16
  ret i32 %61
}

; Function Attrs: nounwind
declare void @llvm.x86.sse.ldmxcsr(ptr) #14

; Function Attrs: nounwind
declare i64 @syscall(i64 noundef, ...) local_unnamed_addr #5

; Function Attrs: nounwind
declare void @llvm.x86.sse2.pause() #14

; Function Attrs: nounwind
declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #5

declare i32 @pthread_join(i64 noundef, ptr noundef) local_unnamed_addr #15

; Function Attrs: nounwind
declare i32 @madvise(ptr noundef, i64 noundef, i32 noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc range(i32 0, 2) i32 @region_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i32 noundef range(i32 0, 2) %2) unnamed_addr #1 {
  %4 = icmp slt i64 %1, 0
  br i1 %4, label %45, label %5

5:                                                ; preds = %3
  %6 = icmp samesign ugt i64 %1, 262144
  br i1 %6, label %7, label %10

7:                                                ; preds = %5
  %8 = add nuw i64 %1, 2097151
  %9 = and i64 %8, -2097152
  br label %14

10:                                               ; preds = %5
  %11 = tail call i64 @llvm.usub.sat.i64(i64 %1, i64 1)
  %12 = add nuw nsw i64 %11, 65536
  %13 = and i64 %12, 983040
  br label %14

14:                                               ; preds = %7, %10
  %15 = phi i64 [ %9, %7 ], [ %13, %10 ]
  %16 = add nuw i64 %15, 2228224
  %17 = tail call ptr @mmap(ptr noundef null, i64 noundef %16, i32 noundef 3, i32 noundef 34, i32 noundef -1, i64 noundef 0) #14
  %18 = icmp eq ptr %17, inttoptr (i64 -1 to ptr)
  br i1 %18, label %45, label %19

19:                                               ; preds = %14
  %20 = ptrtoint ptr %17 to i64
  %21 = add i64 %20, 2162687
  %22 = and i64 %21, -2097152
  %23 = inttoptr i64 %22 to ptr
  %24 = getelementptr inbounds i8, ptr %23, i64 -65536
  %25 = getelementptr inbounds nuw i8, ptr %23, i64 %15
  %26 = getelementptr inbounds nuw i8, ptr %25, i64 65536
  %27 = getelementptr inbounds nuw i8, ptr %17, i64 %16
  %28 = icmp ugt ptr %24, %17
  br i1 %28, label %29, label %33

29:                                               ; preds = %19
  %30 = ptrtoint ptr %24 to i64
  %31 = sub i64 %30, %20
  %32 = tail call i32 @munmap(ptr noundef %17, i64 noundef %31) #14
  br label %33

33:                                               ; preds = %29, %19
  %34 = icmp ugt ptr %27, %26
  br i1 %34, label %35, label %40

35:                                               ; preds = %33
  %36 = ptrtoint ptr %27 to i64
  %37 = ptrtoint ptr %26 to i64
  %38 = sub i64 %36, %37
  %39 = tail call i32 @munmap(ptr noundef nonnull %26, i64 noundef %38) #14
  br label %40

40:                                               ; preds = %35, %33
  %41 = icmp eq i32 %2, 0
  %42 = select i1 %41, i32 15, i32 14
  %43 = tail call i32 @madvise(ptr noundef %23, i64 noundef %15, i32 noundef %42) #14
  store ptr %23, ptr %0, align 8
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i64 %15, ptr %44, align 8
  br label %45

45:                                               ; preds = %40, %14, %3
  %46 = phi i32 [ 0, %3 ], [ 1, %40 ], [ 0, %14 ]
  ret i32 %46
}

; Function Attrs: nounwind uwtable
define internal fastcc i64 @pool_run(ptr noundef initializes((256, 272)) %0, ptr noundef %1, ptr noundef %2) unnamed_addr #1 {
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  %6 = alloca %struct.cpu_mask, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %7)
  call void @llvm.x86.sse.stmxcsr(ptr nonnull %7)
  %8 = load i32, ptr %7, align 4
  call void @llvm.lifetime.end.p0(ptr nonnull %7)
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 256
  store ptr %1, ptr %9, align 64
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 264
  store ptr %2, ptr %10, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store atomic i64 9223372036854775807, ptr %11 seq_cst, align 64
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %13 = load i32, ptr %12, align 32
  %14 = icmp sgt i32 %13, 1
  br i1 %14, label %15, label %65

15:                                               ; preds = %3
  %16 = call i32 @sched_getcpu() #14
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 428
  %18 = load i32, ptr %17, align 4
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %20, label %58

20:                                               ; preds = %15
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 424
  %22 = load i32, ptr %21, align 8
  %23 = icmp eq i32 %16, %22
  br i1 %23, label %58, label %24

24:                                               ; preds = %20
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %26 = load atomic i32, ptr %25 seq_cst, align 4
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %58, label %28

28:                                               ; preds = %24
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #14
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 296
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %6, ptr noundef nonnull align 8 dereferenceable(128) %29, i64 128, i1 false)
  %30 = icmp ult i32 %16, 1024
  br i1 %30, label %31, label %41

31:                                               ; preds = %28
  %32 = and i32 %16, 63
  %33 = zext nneg i32 %32 to i64
  %34 = shl nuw i64 1, %33
  %35 = xor i64 %34, -1
  %36 = lshr i32 %16, 6
  %37 = zext nneg i32 %36 to i64
  %38 = getelementptr inbounds nuw i64, ptr %6, i64 %37
  %39 = load i64, ptr %38, align 8
  %40 = and i64 %39, %35
  store i64 %40, ptr %38, align 8
  br label %41

41:                                               ; preds = %31, %28
  %42 = load i32, ptr %12, align 32
  %43 = icmp sgt i32 %42, 1
  br i1 %43, label %44, label %46

44:                                               ; preds = %41
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 280
  br label %47

46:                                               ; preds = %47, %41
  store i32 %16, ptr %21, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #14
  br label %58

47:                                               ; preds = %47, %44
  %48 = phi i64 [ 1, %44 ], [ %54, %47 ]
  %49 = load ptr, ptr %45, align 8
  %50 = getelementptr inbounds nuw %struct.worker, ptr %49, i64 %48
  %51 = getelementptr inbounds nuw i8, ptr %50, i64 16
  %52 = load i64, ptr %51, align 8
  %53 = call i32 @pthread_setaffinity_np(i64 noundef %52, i64 noundef 128, ptr noundef nonnull %6) #14
  %54 = add nuw nsw i64 %48, 1
  %55 = load i32, ptr %12, align 32
  %56 = sext i32 %55 to i64
  %57 = icmp slt i64 %54, %56
  br i1 %57, label %47, label %46, !llvm.loop !43

58:                                               ; preds = %15, %20, %24, %46
  %59 = atomicrmw add ptr %0, i32 1 seq_cst, align 64
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %61 = load atomic i32, ptr %60 seq_cst, align 4
  %62 = icmp eq i32 %61, 0
  br i1 %62, label %65, label %63

63:                                               ; preds = %58
  %64 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %0, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %65

65:                                               ; preds = %63, %58, %3
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 292
  %67 = load i32, ptr %66, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %5)
  store i32 %67, ptr %5, align 4
  call void @llvm.x86.sse.ldmxcsr(ptr nonnull %5)
  call void @llvm.lifetime.end.p0(ptr nonnull %5)
  %68 = load i32, ptr %12, align 32
  call void %1(ptr noundef %2, i32 noundef 0, i32 noundef %68) #14, !callees !44
  %69 = call fastcc i32 @pool_barrier(ptr noundef nonnull %0)
  call void @llvm.lifetime.start.p0(ptr nonnull %4)
  store i32 %8, ptr %4, align 4
  call void @llvm.x86.sse.ldmxcsr(ptr nonnull %4)
  call void @llvm.lifetime.end.p0(ptr nonnull %4)
  %70 = load atomic i64, ptr %11 seq_cst, align 64
  ret i64 %70
}

; Function Attrs: nounwind uwtable
define internal void @copy_weights(ptr noundef readonly captures(none) %0, i32 noundef %1, i32 noundef %2) #1 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 112
  %5 = load i64, ptr %4, align 8
  %6 = sext i32 %1 to i64
  %7 = shl nsw i64 %6, 23
  %8 = icmp ult i64 %7, %5
  br i1 %8, label %9, label %13

9:                                                ; preds = %3
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 104
  %11 = sext i32 %2 to i64
  %12 = shl nsw i64 %11, 23
  br label %14

13:                                               ; preds = %38, %3
  ret void

14:                                               ; preds = %9, %38
  %15 = phi i64 [ %7, %9 ], [ %39, %38 ]
  %16 = sub nuw i64 %5, %15
  %17 = tail call i64 @llvm.umin.i64(i64 %16, i64 8388608)
  %18 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), align 8
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 %15
  %20 = load ptr, ptr %10, align 8
  %21 = getelementptr inbounds nuw i8, ptr %20, i64 %15
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %19, ptr align 1 %21, i64 %17, i1 false)
  %22 = load ptr, ptr %10, align 8
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 %15
  %24 = tail call i64 @sysconf(i32 noundef 30) #14
  %25 = ptrtoint ptr %23 to i64
  %26 = add i64 %24, -1
  %27 = add i64 %26, %25
  %28 = urem i64 %27, %24
  %29 = sub nuw i64 %27, %28
  %30 = add i64 %17, %25
  %31 = urem i64 %30, %24
  %32 = sub nuw i64 %30, %31
  %33 = icmp ugt i64 %32, %29
  br i1 %33, label %34, label %38

34:                                               ; preds = %14
  %35 = inttoptr i64 %29 to ptr
  %36 = sub nuw i64 %32, %29
  %37 = tail call i32 @madvise(ptr noundef %35, i64 noundef %36, i32 noundef 4) #14
  br label %38

38:                                               ; preds = %14, %34
  %39 = add i64 %15, %12
  %40 = icmp ult i64 %39, %5
  br i1 %40, label %14, label %13, !llvm.loop !45
}

; Function Attrs: nounwind
declare ptr @mmap(ptr noundef, i64 noundef, i32 noundef, i32 noundef, i32 noundef, i64 noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @munmap(ptr noundef, i64 noundef) local_unnamed_addr #5

; Function Attrs: nounwind memory(argmem: write)
declare void @llvm.x86.sse.stmxcsr(ptr) #16

; Function Attrs: nounwind
declare i32 @sched_getcpu() local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_setaffinity_np(i64 noundef, i64 noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i64 @sysconf(i32 noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_mutex_destroy(ptr noundef) local_unnamed_addr #5

; Function Attrs: nofree nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable
define internal fastcc ptr @copy_row_major(ptr noundef %0, ptr noundef readonly captures(none) %1, ptr noundef nonnull readonly captures(none) %2, i32 noundef %3) unnamed_addr #17 {
  %5 = getelementptr inbounds nuw i8, ptr %2, i64 16
  %6 = load i32, ptr %5, align 8
  %7 = add i32 %6, -1
  %8 = icmp ult i32 %7, 16
  br i1 %8, label %9, label %15

9:                                                ; preds = %4
  %10 = zext nneg i32 %6 to i64
  %11 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %10
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 8
  %13 = load i32, ptr %12, align 8
  %14 = sext i32 %13 to i64
  br label %15

15:                                               ; preds = %4, %9
  %16 = phi i64 [ %14, %9 ], [ 0, %4 ]
  %17 = getelementptr inbounds nuw i8, ptr %2, i64 20
  %18 = load i32, ptr %17, align 4
  %19 = icmp eq i32 %3, %18
  br i1 %19, label %20, label %22

20:                                               ; preds = %15
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %0, ptr align 1 %1, i64 %16, i1 false)
  %21 = getelementptr inbounds i8, ptr %0, i64 %16
  br label %121

22:                                               ; preds = %15
  %23 = add nsw i32 %18, -1
  %24 = icmp eq i32 %3, %23
  %25 = getelementptr inbounds nuw i8, ptr %2, i64 24
  br i1 %24, label %35, label %26

26:                                               ; preds = %22
  %27 = sext i32 %3 to i64
  %28 = load ptr, ptr %25, align 8
  %29 = getelementptr inbounds i64, ptr %28, i64 %27
  %30 = load i64, ptr %29, align 8
  %31 = icmp sgt i64 %30, 0
  br i1 %31, label %32, label %121

32:                                               ; preds = %26
  %33 = getelementptr inbounds nuw i8, ptr %2, i64 32
  %34 = add nsw i32 %3, 1
  br label %107

35:                                               ; preds = %22
  %36 = load ptr, ptr %25, align 8
  %37 = sext i32 %3 to i64
  %38 = getelementptr inbounds i64, ptr %36, i64 %37
  %39 = load i64, ptr %38, align 8
  %40 = getelementptr inbounds nuw i8, ptr %2, i64 32
  %41 = load ptr, ptr %40, align 8
  %42 = getelementptr inbounds i64, ptr %41, i64 %37
  %43 = load i64, ptr %42, align 8
  %44 = tail call range(i64 0, 65) i64 @llvm.ctpop.i64(i64 range(i64 -2147483648, 2147483648) %16)
  %45 = icmp eq i64 %44, 1
  br i1 %45, label %46, label %91

46:                                               ; preds = %35
  %47 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 range(i64 -2147483648, 2147483648) %16, i1 true)
  switch i64 %47, label %91 [
    i64 0, label %54
    i64 1, label %52
    i64 2, label %50
    i64 3, label %48
  ]

48:                                               ; preds = %46
  %49 = icmp sgt i64 %39, 0
  br i1 %49, label %82, label %101

50:                                               ; preds = %46
  %51 = icmp sgt i64 %39, 0
  br i1 %51, label %73, label %101

52:                                               ; preds = %46
  %53 = icmp sgt i64 %39, 0
  br i1 %53, label %64, label %101

54:                                               ; preds = %46
  %55 = icmp sgt i64 %39, 0
  br i1 %55, label %56, label %101

56:                                               ; preds = %54, %56
  %57 = phi i64 [ %62, %56 ], [ 0, %54 ]
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 %57
  %59 = mul nsw i64 %57, %43
  %60 = getelementptr inbounds i8, ptr %1, i64 %59
  %61 = load i8, ptr %60, align 1
  store i8 %61, ptr %58, align 1
  %62 = add nuw nsw i64 %57, 1
  %63 = icmp eq i64 %62, %39
  br i1 %63, label %101, label %56, !llvm.loop !46

64:                                               ; preds = %52, %64
  %65 = phi i64 [ %71, %64 ], [ 0, %52 ]
  %66 = shl nuw nsw i64 %65, 1
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 %66
  %68 = mul nsw i64 %65, %43
  %69 = getelementptr inbounds i8, ptr %1, i64 %68
  %70 = load i16, ptr %69, align 1
  store i16 %70, ptr %67, align 1
  %71 = add nuw nsw i64 %65, 1
  %72 = icmp eq i64 %71, %39
  br i1 %72, label %101, label %64, !llvm.loop !47

73:                                               ; preds = %50, %73
  %74 = phi i64 [ %80, %73 ], [ 0, %50 ]
  %75 = shl nsw i64 %74, 2
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 %75
  %77 = mul nsw i64 %74, %43
  %78 = getelementptr inbounds i8, ptr %1, i64 %77
  %79 = load i32, ptr %78, align 1
  store i32 %79, ptr %76, align 1
  %80 = add nuw nsw i64 %74, 1
  %81 = icmp eq i64 %80, %39
  br i1 %81, label %101, label %73, !llvm.loop !48

82:                                               ; preds = %48, %82
  %83 = phi i64 [ %89, %82 ], [ 0, %48 ]
  %84 = shl nsw i64 %83, 3
  %85 = getelementptr inbounds nuw i8, ptr %0, i64 %84
  %86 = mul nsw i64 %83, %43
  %87 = getelementptr inbounds i8, ptr %1, i64 %86
  %88 = load i64, ptr %87, align 1
  store i64 %88, ptr %85, align 1
  %89 = add nuw nsw i64 %83, 1
  %90 = icmp eq i64 %89, %39
  br i1 %90, label %101, label %82, !llvm.loop !49

91:                                               ; preds = %46, %35
  %92 = icmp sgt i64 %39, 0
  br i1 %92, label %93, label %101

93:                                               ; preds = %91, %93
  %94 = phi i64 [ %99, %93 ], [ 0, %91 ]
  %95 = shl nsw i64 %94, 4
  %96 = getelementptr inbounds nuw i8, ptr %0, i64 %95
  %97 = mul nsw i64 %94, %43
  %98 = getelementptr inbounds i8, ptr %1, i64 %97
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 1 dereferenceable(16) %96, ptr noundef nonnull readonly align 1 dereferenceable(16) %98, i64 16, i1 false)
  %99 = add nuw nsw i64 %94, 1
  %100 = icmp eq i64 %99, %39
  br i1 %100, label %101, label %93, !llvm.loop !50

101:                                              ; preds = %82, %73, %64, %56, %93, %48, %50, %52, %54, %91
  %102 = load ptr, ptr %25, align 8
  %103 = getelementptr inbounds i64, ptr %102, i64 %37
  %104 = load i64, ptr %103, align 8
  %105 = mul nsw i64 %104, %16
  %106 = getelementptr inbounds i8, ptr %0, i64 %105
  br label %121

107:                                              ; preds = %32, %107
  %108 = phi i64 [ 0, %32 ], [ %116, %107 ]
  %109 = phi ptr [ %0, %32 ], [ %115, %107 ]
  %110 = load ptr, ptr %33, align 8
  %111 = getelementptr inbounds i64, ptr %110, i64 %27
  %112 = load i64, ptr %111, align 8
  %113 = mul nsw i64 %112, %108
  %114 = getelementptr inbounds i8, ptr %1, i64 %113
  %115 = tail call fastcc ptr @copy_row_major(ptr noundef %109, ptr noundef %114, ptr noundef %2, i32 noundef %34)
  %116 = add nuw nsw i64 %108, 1
  %117 = load ptr, ptr %25, align 8
  %118 = getelementptr inbounds i64, ptr %117, i64 %27
  %119 = load i64, ptr %118, align 8
  %120 = icmp slt i64 %116, %119
  br i1 %120, label %107, label %121, !llvm.loop !51

121:                                              ; preds = %107, %26, %101, %20
  %122 = phi ptr [ %21, %20 ], [ %106, %101 ], [ %0, %26 ], [ %115, %107 ]
  ret ptr %122
}

; Function Attrs: nounwind uwtable
define internal void @walk(ptr noundef %0, i32 noundef %1, i32 noundef %2) #1 {
  %4 = alloca %struct.timespec, align 8
  %5 = alloca %struct.timespec, align 8
  %6 = alloca %struct.timespec, align 8
  %7 = alloca %struct.timespec, align 8
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %9 = load ptr, ptr %8, align 64
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %11 = load ptr, ptr %10, align 8
  %12 = getelementptr inbounds nuw i8, ptr %9, i64 96
  %13 = load ptr, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %11, i64 48
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds %struct.zs_region, ptr %13, i64 %15
  %17 = getelementptr inbounds nuw i8, ptr %11, i64 56
  %18 = load i64, ptr %17, align 8
  %19 = getelementptr inbounds %struct.zs_region, ptr %13, i64 %18
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %21 = load ptr, ptr %20, align 64
  %22 = sext i32 %1 to i64
  %23 = getelementptr inbounds nuw i8, ptr %9, i64 40
  %24 = load i64, ptr %23, align 8
  %25 = mul i64 %24, %22
  %26 = getelementptr inbounds nuw i64, ptr %21, i64 %25
  %27 = icmp eq i32 %1, 0
  br i1 %27, label %28, label %31

28:                                               ; preds = %3
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 672
  %30 = load ptr, ptr %29, align 32
  br label %31

31:                                               ; preds = %3, %28
  %32 = phi ptr [ %30, %28 ], [ null, %3 ]
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %34 = load i32, ptr %33, align 8
  %35 = icmp sgt i32 %34, 0
  br i1 %35, label %36, label %40

36:                                               ; preds = %31
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %38 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %39 = getelementptr inbounds nuw i8, ptr %0, i64 568
  br label %59

40:                                               ; preds = %59, %31
  %41 = getelementptr inbounds nuw i8, ptr %11, i64 16
  %42 = load i64, ptr %41, align 8
  %43 = getelementptr inbounds nuw i8, ptr %11, i64 24
  %44 = load i64, ptr %43, align 8
  %45 = icmp slt i64 %42, %44
  br i1 %45, label %46, label %463

46:                                               ; preds = %40
  %47 = getelementptr inbounds nuw i8, ptr %9, i64 80
  %48 = icmp eq ptr %32, null
  %49 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %50 = getelementptr inbounds nuw i8, ptr %0, i64 624
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 192
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 568
  %53 = sext i32 %2 to i64
  %54 = getelementptr inbounds nuw i8, ptr %0, i64 616
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 608
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %57 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %58 = getelementptr inbounds nuw i8, ptr %5, i64 8
  br label %79

59:                                               ; preds = %36, %59
  %60 = phi i64 [ 0, %36 ], [ %75, %59 ]
  %61 = load ptr, ptr %37, align 64
  %62 = getelementptr inbounds nuw %struct.zs_reloc, ptr %61, i64 %60
  %63 = load ptr, ptr %38, align 8
  %64 = getelementptr inbounds nuw i8, ptr %62, i64 8
  %65 = load i64, ptr %64, align 8
  %66 = getelementptr inbounds ptr, ptr %63, i64 %65
  %67 = load ptr, ptr %66, align 8
  %68 = load ptr, ptr %39, align 8
  %69 = load i64, ptr %62, align 8
  %70 = getelementptr inbounds i64, ptr %68, i64 %69
  %71 = load i64, ptr %70, align 8
  %72 = getelementptr inbounds i8, ptr %67, i64 %71
  %73 = ptrtoint ptr %72 to i64
  %74 = getelementptr inbounds i64, ptr %26, i64 %69
  store i64 %73, ptr %74, align 8
  %75 = add nuw nsw i64 %60, 1
  %76 = load i32, ptr %33, align 8
  %77 = sext i32 %76 to i64
  %78 = icmp slt i64 %75, %77
  br i1 %78, label %59, label %40, !llvm.loop !52

79:                                               ; preds = %46, %454
  %80 = phi i64 [ 0, %46 ], [ %460, %454 ]
  %81 = phi i64 [ %42, %46 ], [ %459, %454 ]
  %82 = phi ptr [ %16, %46 ], [ %458, %454 ]
  %83 = phi i64 [ 0, %46 ], [ %457, %454 ]
  %84 = phi i64 [ -1, %46 ], [ %456, %454 ]
  %85 = phi i32 [ 0, %46 ], [ %455, %454 ]
  %86 = icmp ult ptr %82, %19
  br i1 %86, label %87, label %395

87:                                               ; preds = %79
  %88 = load i64, ptr %82, align 8
  %89 = icmp eq i64 %88, %81
  br i1 %89, label %90, label %395

90:                                               ; preds = %87
  %91 = load ptr, ptr %8, align 64
  %92 = getelementptr inbounds nuw i8, ptr %91, i64 80
  %93 = load ptr, ptr %92, align 8
  %94 = load ptr, ptr %52, align 8
  %95 = getelementptr inbounds nuw i8, ptr %82, i64 32
  %96 = load i64, ptr %95, align 8
  %97 = getelementptr inbounds i64, ptr %94, i64 %96
  %98 = load i64, ptr %97, align 8
  %99 = sdiv i64 %98, %53
  %100 = load ptr, ptr %10, align 8
  %101 = getelementptr inbounds nuw i8, ptr %100, i64 16
  %102 = load i64, ptr %101, align 8
  %103 = icmp sgt i64 %81, %102
  br i1 %103, label %104, label %107

104:                                              ; preds = %90
  %105 = call fastcc i32 @pool_barrier(ptr noundef nonnull %0)
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %107, label %480

107:                                              ; preds = %104, %90
  %108 = icmp sgt i64 %99, 0
  br i1 %108, label %109, label %114

109:                                              ; preds = %107
  %110 = getelementptr inbounds nuw i8, ptr %82, i64 16
  %111 = getelementptr inbounds nuw i8, ptr %82, i64 24
  %112 = getelementptr inbounds nuw i8, ptr %82, i64 8
  %113 = mul nsw i64 %99, %22
  br label %127

114:                                              ; preds = %193, %107
  %115 = phi i32 [ %85, %107 ], [ %194, %193 ]
  %116 = phi i64 [ %84, %107 ], [ %195, %193 ]
  %117 = phi i64 [ %83, %107 ], [ %196, %193 ]
  %118 = mul nsw i64 %99, %53
  %119 = icmp slt i64 %118, %98
  br i1 %119, label %123, label %120

120:                                              ; preds = %114
  %121 = getelementptr inbounds nuw i8, ptr %82, i64 8
  %122 = load i64, ptr %121, align 8
  br label %389

123:                                              ; preds = %114
  %124 = getelementptr inbounds nuw i8, ptr %82, i64 16
  %125 = getelementptr inbounds nuw i8, ptr %82, i64 24
  %126 = getelementptr inbounds nuw i8, ptr %82, i64 8
  br label %254

127:                                              ; preds = %193, %109
  %128 = phi i32 [ %85, %109 ], [ %194, %193 ]
  %129 = phi i64 [ %84, %109 ], [ %195, %193 ]
  %130 = phi i64 [ %83, %109 ], [ %196, %193 ]
  %131 = phi i64 [ 0, %109 ], [ %197, %193 ]
  %132 = add nsw i64 %131, %113
  %133 = load ptr, ptr %54, align 8
  %134 = load i64, ptr %55, align 32
  %135 = mul i64 %134, %22
  %136 = getelementptr inbounds nuw i8, ptr %133, i64 %135
  %137 = load i64, ptr %110, align 8
  %138 = load i64, ptr %111, align 8
  %139 = icmp slt i64 %137, %138
  br i1 %139, label %140, label %189

140:                                              ; preds = %127, %185
  %141 = phi i64 [ %186, %185 ], [ %138, %127 ]
  %142 = phi i64 [ %187, %185 ], [ %137, %127 ]
  %143 = load ptr, ptr %8, align 64
  %144 = getelementptr inbounds nuw i8, ptr %143, i64 88
  %145 = load ptr, ptr %144, align 8
  %146 = getelementptr inbounds %struct.zs_reloc, ptr %145, i64 %142
  %147 = getelementptr inbounds nuw i8, ptr %146, i64 8
  %148 = load i64, ptr %147, align 8
  %149 = icmp eq i64 %148, 2
  %150 = getelementptr inbounds nuw i8, ptr %146, i64 16
  %151 = load i64, ptr %150, align 8
  br i1 %149, label %163, label %152

152:                                              ; preds = %140
  %153 = icmp sgt i64 %151, -1
  br i1 %153, label %154, label %185

154:                                              ; preds = %152
  %155 = load ptr, ptr %56, align 8
  %156 = getelementptr inbounds ptr, ptr %155, i64 %148
  %157 = load ptr, ptr %156, align 8
  %158 = load ptr, ptr %52, align 8
  %159 = load i64, ptr %146, align 8
  %160 = getelementptr inbounds i64, ptr %158, i64 %159
  %161 = load i64, ptr %160, align 8
  %162 = getelementptr inbounds i8, ptr %157, i64 %161
  br label %170

163:                                              ; preds = %140
  %164 = load ptr, ptr %52, align 8
  %165 = load i64, ptr %146, align 8
  %166 = getelementptr inbounds i64, ptr %164, i64 %165
  %167 = load i64, ptr %166, align 8
  %168 = getelementptr inbounds i8, ptr %136, i64 %167
  %169 = icmp slt i64 %151, 0
  br i1 %169, label %177, label %170

170:                                              ; preds = %163, %154
  %171 = phi ptr [ %162, %154 ], [ %168, %163 ]
  %172 = phi i64 [ %159, %154 ], [ %165, %163 ]
  %173 = phi ptr [ %158, %154 ], [ %164, %163 ]
  %174 = getelementptr inbounds nuw i64, ptr %173, i64 %151
  %175 = load i64, ptr %174, align 8
  %176 = mul nsw i64 %175, %132
  br label %177

177:                                              ; preds = %170, %163
  %178 = phi ptr [ %171, %170 ], [ %168, %163 ]
  %179 = phi i64 [ %172, %170 ], [ %165, %163 ]
  %180 = phi i64 [ %176, %170 ], [ 0, %163 ]
  %181 = getelementptr inbounds i8, ptr %178, i64 %180
  %182 = ptrtoint ptr %181 to i64
  %183 = getelementptr inbounds i64, ptr %26, i64 %179
  store i64 %182, ptr %183, align 8
  %184 = load i64, ptr %111, align 8
  br label %185

185:                                              ; preds = %177, %152
  %186 = phi i64 [ %184, %177 ], [ %141, %152 ]
  %187 = add nsw i64 %142, 1
  %188 = icmp slt i64 %187, %186
  br i1 %188, label %140, label %189, !llvm.loop !53

189:                                              ; preds = %185, %127
  %190 = load i64, ptr %82, align 8
  %191 = load i64, ptr %112, align 8
  %192 = icmp slt i64 %190, %191
  br i1 %192, label %199, label %193

193:                                              ; preds = %249, %189
  %194 = phi i32 [ %128, %189 ], [ %250, %249 ]
  %195 = phi i64 [ %129, %189 ], [ %217, %249 ]
  %196 = phi i64 [ %130, %189 ], [ %218, %249 ]
  %197 = add nuw nsw i64 %131, 1
  %198 = icmp eq i64 %197, %99
  br i1 %198, label %114, label %127, !llvm.loop !54

199:                                              ; preds = %189, %249
  %200 = phi i32 [ %250, %249 ], [ %128, %189 ]
  %201 = phi i64 [ %217, %249 ], [ %129, %189 ]
  %202 = phi i64 [ %218, %249 ], [ %130, %189 ]
  %203 = phi i64 [ %251, %249 ], [ %190, %189 ]
  br i1 %48, label %216, label %204

204:                                              ; preds = %199
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  %205 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %4) #14
  %206 = load i64, ptr %4, align 8
  %207 = mul nsw i64 %206, 1000000000
  %208 = load i64, ptr %57, align 8
  %209 = add nsw i64 %207, %208
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %210 = icmp sgt i64 %201, -1
  br i1 %210, label %211, label %216

211:                                              ; preds = %204
  %212 = sub i64 %209, %202
  %213 = getelementptr inbounds nuw i64, ptr %32, i64 %201
  %214 = load i64, ptr %213, align 8
  %215 = add nsw i64 %212, %214
  store i64 %215, ptr %213, align 8
  br label %216

216:                                              ; preds = %204, %211, %199
  %217 = phi i64 [ %201, %199 ], [ %203, %211 ], [ %203, %204 ]
  %218 = phi i64 [ %202, %199 ], [ %209, %211 ], [ %209, %204 ]
  %219 = icmp eq i32 %200, 0
  br i1 %219, label %220, label %249

220:                                              ; preds = %216
  %221 = load ptr, ptr %8, align 64
  %222 = load ptr, ptr %50, align 16
  %223 = getelementptr inbounds nuw i8, ptr %221, i64 32
  %224 = load i32, ptr %223, align 8
  %225 = sext i32 %224 to i64
  %226 = mul nsw i64 %225, %22
  %227 = getelementptr inbounds nuw i8, ptr %222, i64 %226
  %228 = getelementptr inbounds nuw i8, ptr %221, i64 80
  %229 = load ptr, ptr %228, align 8
  %230 = getelementptr inbounds %struct.zs_step, ptr %229, i64 %203
  %231 = load ptr, ptr %230, align 8
  %232 = getelementptr inbounds nuw i8, ptr %230, i64 16
  %233 = load i64, ptr %232, align 8
  %234 = getelementptr inbounds i64, ptr %26, i64 %233
  %235 = call i32 %231(ptr noundef %234, i32 noundef 0, i32 noundef 1, ptr noundef %227) #14
  %236 = icmp eq i32 %235, 0
  br i1 %236, label %249, label %237

237:                                              ; preds = %220
  %238 = shl i64 %203, 32
  %239 = zext i32 %235 to i64
  %240 = or disjoint i64 %238, %239
  %241 = load atomic i64, ptr %51 seq_cst, align 64
  br label %242

242:                                              ; preds = %245, %237
  %243 = phi i64 [ %241, %237 ], [ %248, %245 ]
  %244 = icmp slt i64 %240, %243
  br i1 %244, label %245, label %249

245:                                              ; preds = %242
  %246 = cmpxchg weak ptr %51, i64 %243, i64 %240 seq_cst seq_cst, align 64
  %247 = extractvalue { i64, i1 } %246, 1
  %248 = extractvalue { i64, i1 } %246, 0
  br i1 %247, label %249, label %242, !llvm.loop !55

249:                                              ; preds = %242, %245, %216, %220
  %250 = phi i32 [ 0, %220 ], [ 1, %216 ], [ 1, %245 ], [ 1, %242 ]
  %251 = add nsw i64 %203, 1
  %252 = load i64, ptr %112, align 8
  %253 = icmp slt i64 %251, %252
  br i1 %253, label %199, label %193, !llvm.loop !56

254:                                              ; preds = %382, %123
  %255 = phi i32 [ %115, %123 ], [ %384, %382 ]
  %256 = phi i64 [ %116, %123 ], [ %385, %382 ]
  %257 = phi i64 [ %117, %123 ], [ %386, %382 ]
  %258 = phi i64 [ %118, %123 ], [ %387, %382 ]
  %259 = load ptr, ptr %54, align 8
  %260 = load i64, ptr %124, align 8
  %261 = load i64, ptr %125, align 8
  %262 = icmp slt i64 %260, %261
  br i1 %262, label %263, label %312

263:                                              ; preds = %254, %308
  %264 = phi i64 [ %309, %308 ], [ %261, %254 ]
  %265 = phi i64 [ %310, %308 ], [ %260, %254 ]
  %266 = load ptr, ptr %8, align 64
  %267 = getelementptr inbounds nuw i8, ptr %266, i64 88
  %268 = load ptr, ptr %267, align 8
  %269 = getelementptr inbounds %struct.zs_reloc, ptr %268, i64 %265
  %270 = getelementptr inbounds nuw i8, ptr %269, i64 8
  %271 = load i64, ptr %270, align 8
  %272 = icmp eq i64 %271, 2
  %273 = getelementptr inbounds nuw i8, ptr %269, i64 16
  %274 = load i64, ptr %273, align 8
  br i1 %272, label %286, label %275

275:                                              ; preds = %263
  %276 = icmp sgt i64 %274, -1
  br i1 %276, label %277, label %308

277:                                              ; preds = %275
  %278 = load ptr, ptr %56, align 8
  %279 = getelementptr inbounds ptr, ptr %278, i64 %271
  %280 = load ptr, ptr %279, align 8
  %281 = load ptr, ptr %52, align 8
  %282 = load i64, ptr %269, align 8
  %283 = getelementptr inbounds i64, ptr %281, i64 %282
  %284 = load i64, ptr %283, align 8
  %285 = getelementptr inbounds i8, ptr %280, i64 %284
  br label %293

286:                                              ; preds = %263
  %287 = load ptr, ptr %52, align 8
  %288 = load i64, ptr %269, align 8
  %289 = getelementptr inbounds i64, ptr %287, i64 %288
  %290 = load i64, ptr %289, align 8
  %291 = getelementptr inbounds i8, ptr %259, i64 %290
  %292 = icmp slt i64 %274, 0
  br i1 %292, label %300, label %293

293:                                              ; preds = %286, %277
  %294 = phi ptr [ %285, %277 ], [ %291, %286 ]
  %295 = phi i64 [ %282, %277 ], [ %288, %286 ]
  %296 = phi ptr [ %281, %277 ], [ %287, %286 ]
  %297 = getelementptr inbounds nuw i64, ptr %296, i64 %274
  %298 = load i64, ptr %297, align 8
  %299 = mul nsw i64 %298, %258
  br label %300

300:                                              ; preds = %293, %286
  %301 = phi ptr [ %294, %293 ], [ %291, %286 ]
  %302 = phi i64 [ %295, %293 ], [ %288, %286 ]
  %303 = phi i64 [ %299, %293 ], [ 0, %286 ]
  %304 = getelementptr inbounds i8, ptr %301, i64 %303
  %305 = ptrtoint ptr %304 to i64
  %306 = getelementptr inbounds i64, ptr %26, i64 %302
  store i64 %305, ptr %306, align 8
  %307 = load i64, ptr %125, align 8
  br label %308

308:                                              ; preds = %300, %275
  %309 = phi i64 [ %307, %300 ], [ %264, %275 ]
  %310 = add nsw i64 %265, 1
  %311 = icmp slt i64 %310, %309
  br i1 %311, label %263, label %312, !llvm.loop !53

312:                                              ; preds = %308, %254
  %313 = load i64, ptr %82, align 8
  %314 = load i64, ptr %126, align 8
  %315 = icmp slt i64 %313, %314
  br i1 %315, label %316, label %382

316:                                              ; preds = %312, %377
  %317 = phi i32 [ %378, %377 ], [ %255, %312 ]
  %318 = phi i64 [ %345, %377 ], [ %256, %312 ]
  %319 = phi i64 [ %346, %377 ], [ %257, %312 ]
  %320 = phi i64 [ %379, %377 ], [ %313, %312 ]
  %321 = load i64, ptr %82, align 8
  %322 = icmp eq i64 %320, %321
  br i1 %322, label %328, label %323

323:                                              ; preds = %316
  %324 = getelementptr inbounds %struct.zs_step, ptr %93, i64 %320
  %325 = getelementptr inbounds nuw i8, ptr %324, i64 24
  %326 = load i64, ptr %325, align 8
  %327 = icmp eq i64 %326, 0
  br i1 %327, label %331, label %328

328:                                              ; preds = %323, %316
  %329 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %330 = icmp eq i32 %329, 0
  br i1 %330, label %331, label %480

331:                                              ; preds = %328, %323
  br i1 %48, label %344, label %332

332:                                              ; preds = %331
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #14
  %333 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %5) #14
  %334 = load i64, ptr %5, align 8
  %335 = mul nsw i64 %334, 1000000000
  %336 = load i64, ptr %58, align 8
  %337 = add nsw i64 %335, %336
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #14
  %338 = icmp sgt i64 %318, -1
  br i1 %338, label %339, label %344

339:                                              ; preds = %332
  %340 = sub i64 %337, %319
  %341 = getelementptr inbounds nuw i64, ptr %32, i64 %318
  %342 = load i64, ptr %341, align 8
  %343 = add nsw i64 %340, %342
  store i64 %343, ptr %341, align 8
  br label %344

344:                                              ; preds = %332, %339, %331
  %345 = phi i64 [ %318, %331 ], [ %320, %339 ], [ %320, %332 ]
  %346 = phi i64 [ %319, %331 ], [ %337, %339 ], [ %337, %332 ]
  %347 = icmp eq i32 %317, 0
  br i1 %347, label %348, label %377

348:                                              ; preds = %344
  %349 = load ptr, ptr %8, align 64
  %350 = load ptr, ptr %50, align 16
  %351 = getelementptr inbounds nuw i8, ptr %349, i64 32
  %352 = load i32, ptr %351, align 8
  %353 = sext i32 %352 to i64
  %354 = mul nsw i64 %353, %22
  %355 = getelementptr inbounds nuw i8, ptr %350, i64 %354
  %356 = getelementptr inbounds nuw i8, ptr %349, i64 80
  %357 = load ptr, ptr %356, align 8
  %358 = getelementptr inbounds %struct.zs_step, ptr %357, i64 %320
  %359 = load ptr, ptr %358, align 8
  %360 = getelementptr inbounds nuw i8, ptr %358, i64 16
  %361 = load i64, ptr %360, align 8
  %362 = getelementptr inbounds i64, ptr %26, i64 %361
  %363 = call i32 %359(ptr noundef %362, i32 noundef %1, i32 noundef %2, ptr noundef %355) #14
  %364 = icmp eq i32 %363, 0
  br i1 %364, label %377, label %365

365:                                              ; preds = %348
  %366 = shl i64 %320, 32
  %367 = zext i32 %363 to i64
  %368 = or disjoint i64 %366, %367
  %369 = load atomic i64, ptr %51 seq_cst, align 64
  br label %370

370:                                              ; preds = %373, %365
  %371 = phi i64 [ %369, %365 ], [ %376, %373 ]
  %372 = icmp slt i64 %368, %371
  br i1 %372, label %373, label %377

373:                                              ; preds = %370
  %374 = cmpxchg weak ptr %51, i64 %371, i64 %368 seq_cst seq_cst, align 64
  %375 = extractvalue { i64, i1 } %374, 1
  %376 = extractvalue { i64, i1 } %374, 0
  br i1 %375, label %377, label %370, !llvm.loop !55

377:                                              ; preds = %370, %373, %344, %348
  %378 = phi i32 [ 0, %348 ], [ 1, %344 ], [ 1, %373 ], [ 1, %370 ]
  %379 = add nsw i64 %320, 1
  %380 = load i64, ptr %126, align 8
  %381 = icmp slt i64 %379, %380
  br i1 %381, label %316, label %382, !llvm.loop !57

382:                                              ; preds = %377, %312
  %383 = phi i64 [ %314, %312 ], [ %380, %377 ]
  %384 = phi i32 [ %255, %312 ], [ %378, %377 ]
  %385 = phi i64 [ %256, %312 ], [ %345, %377 ]
  %386 = phi i64 [ %257, %312 ], [ %346, %377 ]
  %387 = add nsw i64 %258, 1
  %388 = icmp slt i64 %387, %98
  br i1 %388, label %254, label %389, !llvm.loop !58

389:                                              ; preds = %382, %120
  %390 = phi i64 [ %122, %120 ], [ %383, %382 ]
  %391 = phi i32 [ %115, %120 ], [ %384, %382 ]
  %392 = phi i64 [ %116, %120 ], [ %385, %382 ]
  %393 = phi i64 [ %117, %120 ], [ %386, %382 ]
  %394 = getelementptr inbounds nuw i8, ptr %82, i64 40
  br label %454

395:                                              ; preds = %87, %79
  %396 = load i64, ptr %41, align 8
  %397 = icmp sgt i64 %81, %396
  br i1 %397, label %398, label %407

398:                                              ; preds = %395
  %399 = load ptr, ptr %47, align 8
  %400 = getelementptr inbounds %struct.zs_step, ptr %399, i64 %81
  %401 = getelementptr inbounds nuw i8, ptr %400, i64 24
  %402 = load i64, ptr %401, align 8
  %403 = icmp eq i64 %402, 0
  br i1 %403, label %407, label %404

404:                                              ; preds = %398
  %405 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %406 = icmp eq i32 %405, 0
  br i1 %406, label %407, label %480

407:                                              ; preds = %404, %398, %395
  %408 = add nsw i64 %81, 1
  br i1 %48, label %421, label %409

409:                                              ; preds = %407
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #14
  %410 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %7) #14
  %411 = load i64, ptr %7, align 8
  %412 = mul nsw i64 %411, 1000000000
  %413 = load i64, ptr %49, align 8
  %414 = add nsw i64 %412, %413
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #14
  %415 = icmp sgt i64 %84, -1
  br i1 %415, label %416, label %421

416:                                              ; preds = %409
  %417 = add i64 %414, %80
  %418 = getelementptr inbounds nuw i64, ptr %32, i64 %84
  %419 = load i64, ptr %418, align 8
  %420 = add nsw i64 %417, %419
  store i64 %420, ptr %418, align 8
  br label %421

421:                                              ; preds = %409, %416, %407
  %422 = phi i64 [ %84, %407 ], [ %81, %416 ], [ %81, %409 ]
  %423 = phi i64 [ %83, %407 ], [ %414, %416 ], [ %414, %409 ]
  %424 = icmp eq i32 %85, 0
  br i1 %424, label %425, label %454

425:                                              ; preds = %421
  %426 = load ptr, ptr %8, align 64
  %427 = load ptr, ptr %50, align 16
  %428 = getelementptr inbounds nuw i8, ptr %426, i64 32
  %429 = load i32, ptr %428, align 8
  %430 = sext i32 %429 to i64
  %431 = mul nsw i64 %430, %22
  %432 = getelementptr inbounds nuw i8, ptr %427, i64 %431
  %433 = getelementptr inbounds nuw i8, ptr %426, i64 80
  %434 = load ptr, ptr %433, align 8
  %435 = getelementptr inbounds %struct.zs_step, ptr %434, i64 %81
  %436 = load ptr, ptr %435, align 8
  %437 = getelementptr inbounds nuw i8, ptr %435, i64 16
  %438 = load i64, ptr %437, align 8
  %439 = getelementptr inbounds i64, ptr %26, i64 %438
  %440 = call i32 %436(ptr noundef %439, i32 noundef %1, i32 noundef %2, ptr noundef %432) #14
  %441 = icmp eq i32 %440, 0
  br i1 %441, label %454, label %442

442:                                              ; preds = %425
  %443 = shl i64 %81, 32
  %444 = zext i32 %440 to i64
  %445 = or disjoint i64 %443, %444
  %446 = load atomic i64, ptr %51 seq_cst, align 64
  br label %447

447:                                              ; preds = %450, %442
  %448 = phi i64 [ %446, %442 ], [ %453, %450 ]
  %449 = icmp slt i64 %445, %448
  br i1 %449, label %450, label %454

450:                                              ; preds = %447
  %451 = cmpxchg weak ptr %51, i64 %448, i64 %445 seq_cst seq_cst, align 64
  %452 = extractvalue { i64, i1 } %451, 1
  %453 = extractvalue { i64, i1 } %451, 0
  br i1 %452, label %454, label %447, !llvm.loop !55

454:                                              ; preds = %450, %447, %425, %421, %389
  %455 = phi i32 [ %391, %389 ], [ 0, %425 ], [ 1, %421 ], [ 1, %447 ], [ 1, %450 ]
  %456 = phi i64 [ %392, %389 ], [ %422, %425 ], [ %422, %421 ], [ %422, %447 ], [ %422, %450 ]
  %457 = phi i64 [ %393, %389 ], [ %423, %425 ], [ %423, %421 ], [ %423, %447 ], [ %423, %450 ]
  %458 = phi ptr [ %394, %389 ], [ %82, %425 ], [ %82, %421 ], [ %82, %447 ], [ %82, %450 ]
  %459 = phi i64 [ %390, %389 ], [ %408, %425 ], [ %408, %421 ], [ %408, %447 ], [ %408, %450 ]
  %460 = sub i64 0, %457
  %461 = load i64, ptr %43, align 8
  %462 = icmp slt i64 %459, %461
  br i1 %462, label %79, label %463, !llvm.loop !59

463:                                              ; preds = %454, %40
  %464 = phi i64 [ -1, %40 ], [ %456, %454 ]
  %465 = phi i64 [ 0, %40 ], [ %460, %454 ]
  %466 = icmp eq ptr %32, null
  br i1 %466, label %480, label %467

467:                                              ; preds = %463
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #14
  %468 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #14
  %469 = load i64, ptr %6, align 8
  %470 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %471 = load i64, ptr %470, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #14
  %472 = icmp sgt i64 %464, -1
  br i1 %472, label %473, label %480

473:                                              ; preds = %467
  %474 = mul nsw i64 %469, 1000000000
  %475 = getelementptr inbounds nuw i64, ptr %32, i64 %464
  %476 = load i64, ptr %475, align 8
  %477 = add i64 %471, %465
  %478 = add i64 %477, %474
  %479 = add nsw i64 %478, %476
  store i64 %479, ptr %475, align 8
  br label %480

480:                                              ; preds = %404, %104, %328, %463, %473, %467
  ret void
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn
declare void @llvm.va_start.p0(ptr) #18

; Function Attrs: nofree nounwind
declare noundef i32 @vsnprintf(ptr noundef captures(none), i64 noundef, ptr noundef readonly captures(none), ptr noundef) local_unnamed_addr #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn
declare void @llvm.va_end.p0(ptr) #18

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.ctpop.i64(i64) #19

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.cttz.i64(i64, i1 immarg) #20

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: read)
declare i32 @bcmp(ptr captures(none), ptr captures(none), i64) local_unnamed_addr #21

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umax.i32(i32, i32) #19

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #19

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #19

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.usub.sat.i64(i64, i64) #19

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smin.i32(i32, i32) #19

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #22

attributes #0 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #1 = { nounwind uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { nofree nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #4 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #5 = { nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #6 = { nofree nounwind uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #7 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #8 = { mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #9 = { mustprogress nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #10 = { mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc" "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #11 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: read) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #12 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #13 = { mustprogress nofree nounwind willreturn allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc" "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #14 = { nounwind }
attributes #15 = { "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #16 = { nounwind memory(argmem: write) }
attributes #17 = { nofree nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #18 = { mustprogress nocallback nofree nosync nounwind willreturn }
attributes #19 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #20 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #21 = { nocallback nofree nounwind willreturn memory(argmem: read) }
attributes #22 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #23 = { nounwind willreturn memory(read) }
attributes #24 = { nounwind allocsize(0,1) }

!llvm.module.flags = !{!0, !1, !2, !3, !4}

!0 = !{i32 7, !"Dwarf Version", i32 4}
!1 = !{i32 1, !"wchar_size", i32 4}
!2 = !{i32 8, !"PIC Level", i32 2}
!3 = !{i32 7, !"uwtable", i32 2}
!4 = !{i32 7, !"frame-pointer", i32 2}
!5 = !{i64 537307}
!6 = !{i64 537551}
!7 = distinct !{!7, !8, !9}
!8 = !{!"llvm.loop.mustprogress"}
!9 = !{!"llvm.loop.unroll.disable"}
!10 = !{!11}
!11 = distinct !{!11, !12, !"cpu_allowed: argument 0"}
!12 = distinct !{!12, !"cpu_allowed"}
!13 = distinct !{!13, !8, !9}
!14 = distinct !{!14, !8, !9}
!15 = distinct !{!15, !8, !9}
!16 = !{!17}
!17 = distinct !{!17, !18, !"cpu_allowed: argument 0"}
!18 = distinct !{!18, !"cpu_allowed"}
!19 = distinct !{!19, !8, !9}
!20 = distinct !{!20, !8, !9}
!21 = distinct !{!21, !8, !9}
!22 = distinct !{!22, !8, !9}
!23 = distinct !{!23, !8, !9}
!24 = distinct !{!24, !8, !9}
!25 = distinct !{!25, !8, !9}
!26 = distinct !{!26, !8, !9}
!27 = distinct !{!27, !8, !9}
!28 = distinct !{!28, !8, !9}
!29 = distinct !{!29, !8, !9}
!30 = distinct !{!30, !8, !9}
!31 = distinct !{!31, !8, !9}
!32 = distinct !{!32, !8, !9}
!33 = distinct !{!33, !8, !9}
!34 = distinct !{!34, !8, !9}
!35 = distinct !{!35, !8, !9}
!36 = distinct !{!36, !8, !9}
!37 = distinct !{!37, !8, !9}
!38 = distinct !{!38, !8, !9}
!39 = distinct !{!39, !8, !9}
!40 = distinct !{!40, !8, !9}
!41 = distinct !{!41, !8, !9}
!42 = distinct !{!42, !9}
!43 = distinct !{!43, !8, !9}
!44 = !{ptr @copy_weights, ptr @walk}
!45 = distinct !{!45, !8, !9}
!46 = distinct !{!46, !8, !9}
!47 = distinct !{!47, !8, !9}
!48 = distinct !{!48, !8, !9}
!49 = distinct !{!49, !8, !9}
!50 = distinct !{!50, !8, !9}
!51 = distinct !{!51, !8, !9}
!52 = distinct !{!52, !8, !9}
!53 = distinct !{!53, !8, !9}
!54 = distinct !{!54, !8, !9}
!55 = distinct !{!55, !8, !9}
!56 = distinct !{!56, !8, !9}
!57 = distinct !{!57, !8, !9}
!58 = distinct !{!58, !8, !9}
!59 = distinct !{!59, !8, !9}
